import { HOME_ZONE } from '#domain/calendar.ts';
import { numbersIn } from '#mail/formats.ts';
import { sending } from './sending/fr.ts';
import type { RespondCopy } from './vi.ts';

const n = numbersIn('fr');
const members = (count: number): string => `${n(count)} ${count < 2 ? 'membre' : 'membres'}`;
const days = (count: number): string => `${n(count)} ${count < 2 ? 'jour' : 'jours'}`;
const left = (count: number): string => {
  if (count > 0) return `encore ${days(count)}`;
  return count === 0 ? 'aujourd’hui est le dernier jour' : `${days(-count)} de retard`;
};
const duration = (minutes: number): string => {
  if (minutes < 60) return `${n(minutes)} minutes`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${n(hours)} h${rest === 0 ? '' : ` ${n(rest)} min`}`;
};

const problems: { readonly [reason: string]: string } = {
  missing: 'à remplir',
  notChosen: 'à choisir',
  levelMissing: 'aucun niveau choisi',
  levelUnknown: 'ce niveau n’existe pas sur la fiche',
  criterionUnknown: 'ce critère n’existe pas sur la fiche',
  notMetNeedsNoContact: 'vous avez indiqué « Pas rencontré » : choisissez « pas assez de contact pour juger »',
  reasonNeeded: 'ce niveau demande un motif',
  factDateNeeded: 'indiquez le jour du fait',
  factDateInFuture: 'ce jour n’est pas encore venu',
  dateInvalid: 'ce n’est pas une date, par exemple 15/11/2026',
  dateTooLong: 'ce n’est pas une date, par exemple 15/11/2026',
  notADate: 'date absente ou incorrecte (par exemple 15/11/2026)',
  dateInFuture: 'ce jour n’est pas encore venu',
  sourceNeeded: 'dites d’où le comité le sait',
  sourceUnknown: 'ce choix n’existe pas sur la fiche',
  sourceTwice: 'un choix est fait deux fois',
  notMetStandsAlone: 'avec « Pas rencontré », laissez les autres choix',
  textTooLong: 'le texte est trop long, raccourcissez-le',
  controlCharacter:
    'le texte contenait des caractères qui n’en sont pas (souvent après un collage) ; ils ont été ôtés, vérifiez puis enregistrez',
  whichUnknown: 'ce choix n’existe pas sur la fiche',
  conflictAfterSent: 'un avis sur ce membre a déjà été envoyé, il ne peut plus être transmis',
};

export const fr: RespondCopy = {
  due: (date, zone, count) => `fin du ${date} (${zone === HOME_ZONE ? 'heure du Vietnam' : zone}), ${left(count)}`,
  late: 'La date limite est passée. Ce qui manque peut encore être envoyé et sera marqué en retard.',
  saved: (name) => `Enregistré : ${name}.`,
  back: 'Retour',
  backToList: 'Retour à la liste des membres',
  colon: '\u00a0:',
  criterion: (number) => `Point ${n(number)}`,
  passed: (name, officer, telephone) =>
    `Confié au quartier pour avis\u00a0: ${name}. En cas d’erreur, prévenez le quartier ou appelez ${officer}, téléphone ${telephone}.`,
  problem: (reason) => problems[reason] ?? 'ce n’est pas encore correct',

  standing: {
    notBegun: 'à écrire',
    begun: 'commencé',
    finished: 'terminé, non envoyé',
    sentBack: 'renvoyé',
    sent: 'envoyé',
    changing: 'envoyé, en correction',
    confirmed: 'confirmé',
    otherHand: 'pour un autre',
    withWard: 'au quartier',
  },
  notHereStanding: 'signalé absent d’ici',

  closed: {
    confirmed:
      'Le comité du quartier a confirmé cet avis, il ne peut plus être modifié. En cas d’erreur, prévenez le comité du quartier.',
    dueOver: 'La date limite est passée. L’avis envoyé est conservé et ne peut plus être modifié.',
    answeredByCell: 'La cellule a envoyé cet avis. Le quartier ne répond que là où la cellule n’a rien envoyé.',
    notYetWards: 'La cellule a encore le temps. Le quartier peut répondre à sa place après la date limite.',
    over: 'Cette campagne est terminée. Ce qui a été envoyé est conservé tel quel.',
    withWard: 'En raison d’un conflit d’intérêts, ce membre a été confié au comité du quartier.',
  },

  cancelled: {
    title: 'Cette campagne a été annulée',
    text: (cycle, date) => `${cycle} a été annulée le ${date}\u00a0; vous n’avez rien à faire.`,
  },

  list: {
    leadOne: 'Choisissez la page ci-dessous.',
    others: (count) =>
      count === 1
        ? 'L’autre page\u00a0: ouvrez-la par le second lien du courriel.'
        : `${n(count)} autres pages\u00a0: ouvrez-les par les autres liens du courriel.`,
    title: 'Vos pages',
    lead: 'Votre boîte ouvre plusieurs pages. Choisissez-en une.',
    member: 'L’avis sur vous',
    delivery: 'Évaluations',
  },

  home: {
    withWard: (count) => `${members(count)} à l’avis du quartier`,
    otherHand: (count) => `${members(count)} en attente d’une autre personne du comité`,
    writeOther: 'Écrire sur qui attend une autre personne',
    secondAwaited: 'La deuxième personne n’a pas signé',
    period: (period) => `Période : ${period}`,
    due: 'Date limite',
    progress: 'Terminés',
    finished: (done, of) => `${n(done)} sur ${members(of)}`,
    time: 'Temps encore nécessaire',
    minutes: (all, each) => `environ ${duration(all)} (environ ${n(each)} minutes par membre)`,
    begin: 'Commencer',
    goOn: 'Continuer avec le membre suivant',
    toMeeting: 'Noter la réunion et les signataires',
    toSend: (count) => `Vérifier et envoyer : ${n(count)}`,
    allDone: 'Le comité a tout envoyé. Il n’y a plus rien à faire. Merci.',
    nobody: 'Aucun membre n’attend d’avis pour le moment.',
    members: 'Membres',
    more: 'Autres actions',
    stopped: 'Cette campagne est suspendue. Vous pouvez encore écrire et enregistrer.',
    excused: 'Le quartier a dispensé le comité de cette campagne. Vous pouvez tout de même envoyer des avis.',
  },

  member: {
    position: (place, of) => `Membre ${n(place)} sur ${n(of)}`,
    born: 'Date de naissance',
    workplace: 'Lieu de travail',
    workplaceUnknown: 'inconnu',
    category: 'Catégorie',
    lead: 'Choisissez un niveau pour chaque point. Si le contact a été trop rare, dites « pas assez de contact » ; ne devinez pas.',
    instead: 'Pas d’avis possible ? (absent d’ici, déménagé, un proche…)',
    insteadLegend: 'Pourquoi il n’y a pas d’avis',
    comment: 'Donner un avis comme d’habitude',
    conflictHand: 'C’est moi ou un proche : une autre personne du comité écrit',
    conflictWard: 'C’est quelqu’un du comité ou un proche : transmettre au quartier',
    movedTo: 'Où (si vous le savez)',
    movedToHint: 'Par exemple : autre quartier, village ou province',
    attendance: ({ present, excused, absent }) =>
      `Présences notées : présent ${n(present)}, excusé ${n(excused)}, absent ${n(absent)}.`,
    why: 'Le niveau le plus haut et le plus bas demandent un fait que vous avez vu, avec sa date. Un don d’argent ne compte pas.',
    whyProposal: 'Proposer des félicitations ou des mesures demande un fait que vous avez vu, avec sa date.',
    reason: 'Motif : ce que vous avez vu',
    factDate: 'Jour du fait',
    sourcesHint:
      'Plusieurs choix possibles. Si vous n’avez pas rencontré la personne, choisissez seulement « Pas rencontré ».',
    remarkHint: 'Facultatif',
    saveNext: 'Enregistrer et passer au suivant',
    saveDraft: 'Enregistrer comme brouillon',
    keptAnyway:
      'Ce que vous avez écrit est enregistré comme brouillon. Complétez les points marqués pour pouvoir l’envoyer.',
    typedUnsaved: 'Ce que vous venez d’écrire',
    typedUnsavedText: 'Le texte ci-dessous n’a pas été enregistré. Copiez-le si besoin.',
    sentWords: 'Ce qui a été envoyé',
    sentBack: 'Le quartier a renvoyé cet avis, parce que :',
    sentBackUntil: (day) => `Corrigez-le et renvoyez-le avant la fin du ${day}. Le texte antérieur est conservé.`,
    sentBefore: (time, date) =>
      `Cet avis a été envoyé à ${time} le ${date}. Il peut encore être modifié ; une modification doit être renvoyée.`,
    forOtherHand: 'L’un de vous a demandé qu’une autre personne écrive, car il s’agit de lui-même ou d’un proche.',
    draftKept: (time, date) => `Brouillon enregistré à ${time} le ${date}.`,
    changeKept: (time, date) => `Correction enregistrée à ${time} le ${date}, pas encore envoyée.`,
    others: 'Autres membres',
    previous: 'Précédent',
    next: 'Suivant',
    copyFound: 'Cet appareil garde un texte de la dernière fois qui n’a pas pu être enregistré.',
    copyTake: 'Reprendre ce texte',
    copyDrop: 'Le jeter',
  },

  auto: {
    saved: (time) => `Enregistré automatiquement à ${time}.`,
    unsaved:
      'Pas encore enregistré. Votre texte est toujours sur cet appareil ; appuyez sur Enregistrer comme brouillon une fois en ligne.',
    stale: 'Quelqu’un vient de modifier ceci. Appuyez sur Enregistrer comme brouillon pour voir les deux textes.',
  },

  stale: {
    title: 'Quelqu’un vient de modifier ceci',
    text: 'Aucun texte n’est perdu. Ci-dessous, seulement ce qui diffère entre les deux ; regardez et choisissez.',
    mine: 'Ce que vous venez d’écrire',
    theirs: 'Ce qui est enregistré',
    theirsAt: (time, date) => `Ce qui est enregistré (à ${time} le ${date})`,
    takeMine: 'Prendre mon texte',
    takeTheirs: 'Garder le texte enregistré',
  },

  said: { answer: 'Réponse', nothing: 'non rempli', on: (day) => `(${day})` },

  unlisted: {
    title: 'Un autre membre habite ici et n’est pas dans la liste',
    lead: 'Prévenez le comité du quartier. Il se renseignera et l’ajoutera si nécessaire.',
    who: 'Qui est-ce ?',
    hint: 'Nom, lieu de travail, adresse, si vous les connaissez',
    missing: 'Dites de qui il s’agit',
    send: 'Prévenir le quartier',
    told: 'Le quartier est prévenu. Merci.',
  },

  help: {
    title: 'Aide et téléphone',
    ask: 'Pour toute question, appelez',
    letter: (number) => `La lettre qui a annoncé cette campagne : n° ${number}.`,
    parts: [
      [
        'Écrire',
        'Appuyez sur chaque nom de la liste. Choisissez un niveau par point. Une fois terminé, appuyez sur « Enregistrer et passer au suivant ». Pour vous arrêter, « Enregistrer comme brouillon », et continuez un autre jour, même sur un autre appareil.',
      ],
      [
        'Motif et date',
        'Le niveau le plus haut et le plus bas demandent un fait et sa date. S’il n’y en a pas, choisissez le milieu. Si vous ne savez pas, choisissez « pas assez de contact ». Aucun niveau n’est choisi d’avance et personne n’est noté.',
      ],
      [
        'Pas d’avis possible',
        'La personne n’est pas ici, a déménagé, est inconnue, ou c’est vous-même ou un proche : appuyez sur « Pas d’avis possible ? » en haut de la page.',
      ],
      [
        'Envoyer',
        'Terminé ne veut pas dire envoyé. Notez la réunion et les signataires, puis « Vérifier et envoyer ». On peut envoyer en plusieurs fois. Jusqu’à la date limite on peut modifier et renvoyer, sauf si le quartier a confirmé.',
      ],
      [
        'La deuxième personne',
        'Les avis sont ceux du comité. Après l’envoi, obtenez le code à 12 chiffres et donnez-le à une autre personne du comité, qui signe sur son téléphone. S’il y a un procès-verbal, son numéro suffit.',
      ],
      [
        'Sur papier',
        'Imprimez les fiches sous « Imprimer sur papier », remplissez-les à la main, signez, et remettez-les au quartier.',
      ],
    ],
  },

  print: {
    title: 'Imprimer sur papier',
    filled: 'Imprimer les fiches remplies',
    lead: (count) =>
      `${n(count)} ${count < 2 ? 'fiche' : 'fiches'}, une page par membre. Utilisez la commande Imprimer du navigateur.`,
    party: 'PARTI COMMUNISTE DU VIETNAM',
    placeAndDay: '……………, jour …… mois …… année ………',
    heading: 'FICHE D’APPRÉCIATION d’un membre en activité dans son lieu de résidence',
    under: (regulation, guidance) => `Selon le Règlement ${regulation}, la Directive ${guidance}`,
    member: 'Membre',
    born: 'né(e) le',
    workplace: 'Lieu de travail',
    opening:
      'Le ……/……/………, le comité de cellule, après avoir rencontré le comité de travail du Front (participants : ………………………………………………………………………………), est convenu de ce qui suit :',
    reason: 'Motif, date',
    dots: '……………………',
    to: 'à',
    instead: 'Pas d’avis possible',
    reasonRule: 'Le niveau le plus haut, le plus bas et toute proposition demandent un motif avec un fait daté.',
    frontSigns: 'COMITÉ DE TRAVAIL DU FRONT',
    cellSigns: 'POUR LE COMITÉ DE CELLULE',
    signs: '(signature et nom)',
    wardConfirms: 'CONFIRMÉ PAR LE COMITÉ DU QUARTIER',
  },
  ...sending,
};
