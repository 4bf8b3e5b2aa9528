import type { MailCopy } from './vi.ts';

export const fr: MailCopy = {
  title: 'Courrier',
  lead: 'Tous les ennuis du courrier au même endroit : le courrier retenu, les boîtes auxquelles on n’écrit plus, et les courriels échoués ou revenus de chaque campagne.',
  now: 'Le courrier part-il en ce moment ?',
  fine: 'Le courrier part normalement ; rien n’est retenu.',
  due: (count) => `${count} courriels sont à envoyer et attendent leur tour.`,
  cycles: 'Courriels de chaque campagne',
  noCycles: 'Il n’y a pas encore de campagne.',
  toRoom: 'Tous les ennuis du courrier, et les boîtes auxquelles on n’écrit plus',
  troubled: (count) => `${count} courriels échoués ou revenus`,
  noneTroubled: 'aucun courriel échoué',
  pause: {
    title: 'Le courrier ne peut pas partir pour l’instant',
    text: (since, until) =>
      `Depuis ${since}. Un nouvel essai a lieu à ${until}, puis l’envoi reprend de lui-même ; il n’y a rien à faire.`,
    causes: {
      quota: 'Tous les courriels que le service de messagerie permet en 24 heures sont partis.',
      account:
        'Le service de messagerie a suspendu le compte d’envoi. Demandez au responsable technique d’y voir pourquoi, et de répondre.',
      settings:
        'Le service de messagerie refuse notre compte ou notre adresse d’expéditeur. Demandez au responsable technique de vérifier les réglages.',
      busy: 'Le serveur de messagerie est occupé.',
    },
    unknown: 'Le service de messagerie ne prend pas notre courrier pour l’instant.',
    dates: 'Aucun courriel n’est perdu. Si cela dure jusque près d’une échéance, prolongez la campagne.',
    said: 'Les mots du service de messagerie',
  },
  brake: {
    title: (cycle) => `Le courrier de « ${cycle} » est retenu`,
    text: (returned, sent, on) =>
      `Sur ${sent} courriels partis le ${on}, ${returned} sont revenus définitivement : plus que le seuil prudent (3 %).`,
    waits: (since) =>
      `Depuis ${since}, le reste du courrier de cette campagne attend, pour que le service de messagerie ne ferme pas le compte d’envoi. Aucun courriel n’est perdu.`,
    what: 'Regardez les courriels revenus : une vieille liste, ou tout un organisme qui ne prend pas le courrier ? Corrigez d’abord les boîtes, puis laissez partir.',
    look: 'Voir les courriels revenus',
    go: 'J’ai vérifié, laisser partir',
  },
  suppressed: {
    title: 'Boîtes auxquelles on n’écrit plus',
    lead: 'Ces boîtes ont rendu notre courrier définitivement, ou leur titulaire l’a déclaré indésirable. Rien n’y est plus envoyé : sinon le service de messagerie prendrait tout notre courrier pour du pourriel.',
    none: 'Il n’y en a pas. Aucune boîte n’a rendu de courrier définitivement ni ne l’a déclaré indésirable, et on écrit à toutes les boîtes de la liste.',
    some: (count) => `${count} boîtes auxquelles on n’écrit plus`,
    nobody: 'Plus aucun comité de la liste n’utilise cette boîte',
    aMember: 'La boîte personnelle d’un membre',
    mailbox: 'Boîte',
    noAddress: 'il ne reste qu’une empreinte, pas l’adresse',
    since: 'Plus de courrier depuis',
    why: 'Pourquoi',
    reasons: {
      bounce: 'La boîte rend le courrier définitivement : adresse fausse, ou boîte fermée',
      complaint: 'Son titulaire a déclaré notre courrier indésirable',
    },
    mail: 'Quel courriel l’a dit',
    noMail: 'n’est plus gardé',
    cycles: 'Dans les campagnes en cours',
    request: (cycle) => `demande, ${cycle}`,
    desk: (cycle) => `quartier qui confirme, ${cycle}`,
    delivery: (cycle) => `lieu de travail, ${cycle}`,
    member: (cycle) => `courriel à un membre, ${cycle}`,
    mend: {
      bounce:
        'Téléphonez pour demander la bonne boîte. Si c’en est une autre : ouvrez la demande, choisissez « Changer la boîte ou la voie », et corrigez la liste pour la prochaine campagne. Si elle est juste et reçoit de nouveau : appuyez sur le bouton ci-dessous.',
      complaint:
        'Téléphonez d’abord au titulaire. N’appuyez sur le bouton que s’il accepte de recevoir du courrier ; sinon prenez une autre boîte, ou passez par le quartier ou par le papier.',
    },
    mendMember:
      'Aucun comité n’a rien à faire. Demandez au lieu de travail la bonne boîte du membre et corrigez la liste ; le membre voit de toute façon l’avis à son lieu de travail. Si la boîte reçoit de nouveau : appuyez sur le bouton ci-dessous.',
    mendNobody: 'Il n’y a rien à faire. N’appuyez sur le bouton que si cette boîte doit resservir.',
    lift: 'Écrire de nouveau à cette boîte',
    lifted:
      'On peut de nouveau écrire à cette boîte. Pour les courriels échoués, ouvrez les courriels de la campagne et appuyez sur « Renvoyer ». Si la demande dit encore que le courrier n’arrive pas : ouvrez-la, choisissez « Changer la boîte ou la voie » et enregistrez la même adresse ; un nouveau lien y part et les rappels reprennent.',
  },
};
