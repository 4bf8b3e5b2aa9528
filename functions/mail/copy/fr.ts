import { HOME_ZONE } from '#domain/calendar.ts';
import { numbersIn } from '../formats.ts';
import type { Copy } from './vi.ts';

const n = numbersIn('fr');
/** In French nought and one are singular. */
const some = (count: number, one: string, many = `${one}s`): string => `${n(count)} ${count < 2 ? one : many}`;
const members = (count: number): string => some(count, 'membre');
const cells = (count: number): string => some(count, 'cellule');
const opinions = (count: number): string => `réponses sur ${members(count)}`;
const comments = (count: number): string => `avis sur ${members(count)}`;

const access =
  'Il ne faut ni compte ni mot de passe. Appuyez sur le lien ci-dessus, tapez l’adresse de la boîte dans laquelle vous lisez ce message, puis appuyez sur Ouvrir.';
const onlyCommittee = 'Le lien est réservé au comité : ne transmettez pas ce message en dehors de lui.';

export const fr: Copy = {
  prefix: '[Avis de résidence]',
  colon: '\u00a0:',
  zone: (zone) => (zone === HOME_ZONE ? 'heure du Viêt Nam' : zone),
  left: (days) => {
    if (days > 0) return days === 1 ? 'il reste 1 jour' : `il reste ${n(days)} jours`;
    return days === 0 ? 'dernier jour aujourd’hui' : `${some(-days, 'jour')} de retard`;
  },
  due: (date, zone, left) => `fin de journée, ${date} (${zone}), ${left}`,
  until: (date, zone) => `fin de journée, ${date} (${zone})`,
  at: (time, date, zone) => `${time} le ${date} (${zone})`,

  labels: {
    cycle: 'Campagne',
    period: 'Période',
    members: 'Membres',
    owed: 'Reste à envoyer',
    sentBack: 'Renvoyés',
    backBy: 'Échéance pour les renvoyés',
    due: 'Échéance',
    confirmBy: 'À confirmer avant',
    letter: 'Annoncée par la lettre',
    committees: 'Comités',
    waiting: 'À confirmer',
    asOf: 'Chiffres arrêtés à',
    nth: 'Envoi n°',
    version: 'Version',
  },
  values: {
    members: n,
    comments,
    owed: (owed, finished, sentBack) => {
      const more = [
        ...(finished > 0 ? [some(finished, 'terminé mais pas envoyé', 'terminés mais pas envoyés')] : []),
        ...(sentBack > 0 ? [some(sentBack, 'renvoyé pour complément', 'renvoyés pour complément')] : []),
      ];
      if (owed === 0) return 'rien, tout est envoyé';
      return more.length === 0 ? comments(owed) : `${comments(owed)}, dont ${more.join(', ')}`;
    },
    letter: (number) => `n° ${number}`,
    committees: (count) => some(count, 'comité'),
    nth: n,
    version: n,
  },

  greeting: (name) => `Au comité de ${name}`,
  greetingMany: 'Aux comités des cellules nommées ci-dessous',
  greetingDesk: (name) => `À : ${name}`,
  greetingPerson: 'Cher camarade, chère camarade,',

  open: 'Ouvrir la fiche d’appréciation',
  how: [
    access,
    'Vous pouvez écrire en plusieurs fois : ce qui est écrit est gardé. Le lien s’ouvre autant de fois que vous voulez. Les noms des membres ne paraissent que derrière le lien ; ce message ne nomme personne.',
    onlyCommittee,
  ],
  howDesk: [
    access,
    'Les noms des membres ne paraissent que derrière le lien ; ce message ne nomme personne.',
    onlyCommittee,
  ],
  howCounts: [access, onlyCommittee],
  plainLink: 'Si le bouton ne marche pas, copiez cette adresse dans le navigateur :',
  contact: (name, telephone) =>
    `Pour toute question, appelez ${name}, téléphone ${telephone}, ou répondez simplement à ce message.`,
  never:
    'Nous ne demandons jamais de mot de passe ni de numéro de compte bancaire, et jamais d’argent. Un message qui le fait est un faux.',
  closing: 'Veuillez agréer nos salutations distinguées.',

  request: {
    subject: (count, due) => `${members(count)} – échéance ${due}`,
    opening:
      'Nous vous prions de rencontrer le comité de travail du Front, puis de donner votre avis sur les membres en activité qui résident chez vous et de l’envoyer par le lien ci-dessous.',
  },
  added: {
    subject: (count, due) => `Un membre ajouté, reste ${members(count)} – échéance ${due}`,
    opening:
      'Un membre venu d’ailleurs a été ajouté à votre liste. Nous vous prions de donner aussi votre avis sur lui. Ce que vous avez déjà envoyé reste tel quel.',
  },
  reminder: {
    subject: (owed, of, due) => `Rappel : reste ${n(owed)} sur ${members(of)} – échéance ${due}`,
    subjectLate: (owed, of, due) => `En retard depuis le ${due} : reste ${n(owed)} sur ${members(of)}`,
    opening: 'Des avis de cette campagne ne sont pas encore envoyés. Nous vous prions de les envoyer avant l’échéance.',
    openingLate:
      'L’échéance est passée et des avis ne sont pas envoyés. Nous vous prions de les envoyer bientôt ; ils sont encore reçus, avec la mention « en retard ».',
    openingPressed: 'Le comité supérieur vous prie d’envoyer bientôt les avis restants de cette campagne.',
    draft: 'Un avis écrit ne compte qu’une fois envoyé. Vous pouvez envoyer d’abord ceux qui sont terminés.',
    done: 'Si vous venez de tout envoyer, ne tenez pas compte de ce message.',
  },
  extended: {
    subject: (owed, due) => `Prolongée jusqu’au ${due}, reste ${members(owed)}`,
    opening: 'L’échéance est repoussée. La date ci-dessous remplace celle des messages précédents.',
  },
  sentBack: {
    subject: (count, due) =>
      `${some(count, 'avis renvoyé', 'avis renvoyés')} par le comité du quartier – échéance ${due}`,
    opening:
      'Le comité du quartier vous prie de revoir certains avis envoyés. La raison est notée à côté de chacun, derrière le lien. Le texte précédent est gardé.',
  },
  receipt: {
    subject: (count, date) => `Reçu : ${opinions(count)}, le ${date}`,
    opening: (count, at) => `Vos ${opinions(count)} ont été reçues à ${at}.`,
    change: 'Jusqu’à l’échéance, vous pouvez modifier les réponses que le comité du quartier n’a pas confirmées.',
    changeNoWard: 'Jusqu’à l’échéance, vous pouvez modifier ce que vous avez envoyé.',
    done: 'Tout est envoyé, il n’y a plus rien à faire. Merci.',
    keep: 'Gardez ce message : c’est votre récépissé.',
    open: 'Revoir ce qui a été envoyé',
  },
  cancelled: {
    subject: (title) => `Annulée : ${title}`,
    opening: 'Cette campagne d’avis est annulée. Vous n’avez plus rien à envoyer et ne recevrez plus de rappel.',
    kept: 'Les liens des messages précédents ne permettent plus d’envoyer d’avis.',
  },

  desk: {
    open: 'Ouvrir la page du comité',
    cell: (name, owed) => `${name} : reste ${members(owed)}`,
    cellDue: (name, owed, due) => `${name} : ${members(owed)}, échéance ${due}`,
    cellLate: (name, owed, due, opened) => {
      const visit = opened === undefined ? '' : opened ? ', lien ouvert' : ', lien jamais ouvert';
      return `${name} : échéance ${due}, reste ${members(owed)}${visit}`;
    },
  },
  packs: {
    subject: (count, due) => `${cells(count)} à consulter par vous – échéance ${due}`,
    opening:
      'Les cellules ci-dessous n’ont pas de boîte aux lettres et sont consultées par votre intermédiaire. Nous vous prions d’imprimer leurs fiches, de les leur remettre et de saisir leurs réponses sur votre page.',
  },
  toConfirm: {
    subject: (count, due) => `${some(count, 'avis', 'avis')} à confirmer – avant le ${due}`,
    opening:
      'Des cellules ont envoyé leurs avis. Nous vous prions de les lire, puis de les confirmer ou de les renvoyer avec une raison.',
  },
  halfTime: {
    subject: (count, due) => `Lien jamais ouvert : ${cells(count)} – échéance ${due}`,
    opening:
      'La moitié du temps est passée et les cellules ci-dessous n’ont jamais ouvert leur lien. Nous vous prions de leur téléphoner pour savoir si le message est arrivé.',
  },
  overdue: {
    subject: (count) => `${cells(count)} en retard`,
    opening:
      'Les cellules ci-dessous sont en retard. Sur votre page, vous pouvez les presser, leur accorder du temps, répondre là où une cellule n’a rien envoyé (avec mention), ou la dispenser en donnant la raison.',
  },
  unreachable: {
    subject: (count) => `Messages revenus : ${cells(count)}`,
    opening:
      'Les messages aux cellules ci-dessous sont revenus : elles ne savent donc encore rien. Nous vous prions de leur demander la bonne adresse et de la donner au responsable, dont le téléphone est ci-dessous. En attendant, elles ne comptent pas comme en retard.',
  },
  counts: {
    subject: (wards) => `Avancement dans ${some(wards, 'commune ou quartier', 'communes et quartiers')}`,
    opening:
      'Chiffres par commune ou quartier, dans l’ordre des noms. Ils servent à suivre l’avancement, non à comparer ni à classer.',
    ward: (name, finished, of, late, owed) =>
      `${name} : ${n(finished)} sur ${cells(of)} ont fini ; ${n(late)} en retard ; ${members(owed)} sans réponse`,
    open: 'Ouvrir la page de la province',
  },

  evaluations: {
    subject: (count) => `Évaluations de ${members(count)}`,
    opening: (committees) =>
      `Nous avons interrogé ${some(committees, 'comité de résidence', 'comités de résidence')} au sujet de vos membres ; les évaluations sont prêtes et disent qui n’a pas répondu. Nous vous prions de les lire et d’en accuser réception.`,
    noGrade:
      'Les évaluations rapportent ce que dit la résidence. Elles ne portent ni note ni classement, qui relèvent du comité du lieu de travail.',
    open: 'Ouvrir les évaluations',
  },
  evaluationsReminder: {
    subject: (count) => `Rappel : accuser réception des évaluations de ${members(count)}`,
    opening: 'Vous n’avez pas encore accusé réception des évaluations. Nous vous prions de les lire et de le faire.',
  },
  corrected: {
    subject: (version) => `Évaluations corrigées : version ${n(version)}`,
    opening:
      'Après la remise, un comité de résidence a ajouté ou modifié quelque chose. La nouvelle version est sur votre page, la précédente est gardée. Nous vous prions de la lire et d’en accuser réception.',
  },

  memberTold: {
    subject: 'L’avis vous concernant est prêt',
    opening: (committee) =>
      `L’avis du comité de résidence (${committee}) vous concernant a été confirmé par le comité du quartier. Ouvrez le lien pour le lire.`,
    view: (date) =>
      `Si vous voyez les choses autrement, écrivez-le sur la page, de préférence jusqu’à la fin du ${date}. Votre point de vue accompagne l’avis jusqu’au comité du lieu de travail ; l’avis lui-même n’est pas modifié.`,
    viewLate:
      'Si vous voyez les choses autrement, écrivez-le sur la page. Votre point de vue est transmis ensuite au comité du lieu de travail ; l’avis lui-même n’est pas modifié.',
    how: [access, 'Ce message ne contient ni votre nom ni l’avis. Ne le transmettez à personne.'],
    open: 'Lire l’avis me concernant',
  },

  code: {
    subject: (minutes) => `Votre code, valable ${some(minutes, 'minute')}`,
    opening: 'Votre code est :',
    how: (minutes) =>
      `Tapez ces huit chiffres dans la page que vous avez ouverte. Le code sert une fois, dans les ${some(minutes, 'minute')} après la demande.`,
    secret:
      'Ne dites ce code à personne, même à qui se dit le responsable. Si vous n’avez pas demandé de code, ne tenez pas compte de ce message.',
  },
  link: {
    subject: (count) => (count === 1 ? 'Votre lien' : `Vos ${n(count)} liens`),
    opening:
      'Comme demandé, voici de nouveau les liens de cette boîte. Si vous ne les avez pas demandés, ne tenez pas compte de ce message.',
    openingReplaced:
      'Voici un nouveau lien. N’utilisez plus que celui-ci : les liens des messages précédents ne marchent plus.',
    desk: 'La page du comité',
    delivery: 'Évaluations',
    member: 'L’avis vous concernant',
    open: 'Ouvrir la page',
  },
  test: {
    subject: 'Essai avant l’envoi',
    opening:
      'Ceci est un essai. Ouvrez le lien ci-dessous depuis une autre machine, hors du réseau du serveur (un téléphone en données mobiles suffit), pour vérifier que les comités pourront ouvrir les liens de leurs messages.',
    open: 'Ouvrir le lien d’essai',
  },
};
