import { numbersIn } from '#mail/formats.ts';
import type { WardCopy } from './vi.ts';

const n = numbersIn('fr');
const some = (count: number, one: string, many: string): string => `${n(count)} ${count > 1 ? many : one}`;
const cells = (count: number): string => some(count, 'cellule', 'cellules');
const people = (count: number): string => some(count, 'membre', 'membres');

const comments = (count: number): string => `${n(count)} avis`;
const waiting = (count: number, notHere: number): string =>
  [
    ...(count > 0 ? [comments(count)] : []),
    ...(notHere > 0 ? [some(notHere, 'signalé absent', 'signalés absents')] : []),
  ].join(', ');

const progress: WardCopy['progress'] = {
  owed: 'sans réponse',
  sentBack: 'à reprendre par la cellule',
  submitted: 'à confirmer',
  confirmed: 'confirmé',
  notHere: 'signalé comme n’habitant pas ici',
  conflict: 'abstention (soi-même, un proche)',
  rerouted: 'transféré ailleurs',
};

export const fr: WardCopy = {
  standings: {
    waiting: 'pas encore interrogée',
    asked: 'interrogée, lien non ouvert',
    onPaper: 'interrogée sur papier, sans réponse',
    opened: 'lien ouvert, rien d’envoyé',
    partly: 'envoyé en partie',
    sent: 'tout envoyé',
    sentBack: 'en cours de reprise',
    confirmed: 'terminé',
    overdue: 'en retard',
    unreachable: 'courriel revenu',
    excused: 'dispensée',
    cancelled: 'annulé',
    closed: 'clos',
  },
  progress,
  channels: { mailbox: 'par courriel', ward: 'par le quartier', paper: 'sur papier', none: 'personne à interroger' },
  members: people,
  until: (date) => `fin du ${date}`,
  back: 'Retour à la liste des cellules',
  backToCell: (name) => `Retour à ${name}`,

  home: {
    lead: 'Le quartier lit ce que ses cellules envoient, le confirme ou le renvoie avec un motif.',
    cycle: 'Campagne',
    due: 'Échéance des cellules',
    confirmBy: 'Échéance du quartier',
    officer: 'Responsable',
    todo: 'À faire',
    nothing: 'Rien n’attend le quartier pour l’instant.',
    submitted: (count) => `${comments(count)} à confirmer par vous`,
    notHere: (count) =>
      some(count, 'membre signalé absent, à confirmer par vous', 'membres signalés absents, à confirmer par vous'),
    conflict: (count) => `${people(count)} sur qui la cellule s’abstient (soi-même, un proche)`,
    unlisted: (count) => some(count, 'membre signalé hors liste', 'membres signalés hors liste'),
    unreachable: (count) => `Courriel revenu de ${cells(count)}`,
    overdue: (count) => `${cells(count)} en retard`,
    throughWard: (count) => `${cells(count)} à interroger par le quartier, réponses incomplètes`,
    neverOpened: (count) => `${cells(count)} sans aucune ouverture du lien`,
    cells: 'Les cellules',
    counts: (parts) => parts.join(', '),
    part: (state, count) => `${n(count)} ${progress[state]}`,
    rowDue: (date) => `échéance : fin du ${date}`,
    lastMail: (date) => `dernier courriel le ${date}`,
    notOpened: 'lien jamais ouvert',
    lateAnswers: 'envois tardifs',
  },

  cell: {
    read: (some, notHere) => `Lire pour confirmer : ${waiting(some, notHere)}`,
    nothingToRead: 'Aucune réponse n’attend d’être confirmée.',
    due: 'Échéance',
    channel: 'Mode d’interrogation',
    asked: 'Interrogée le',
    lastWritten: 'Dernier courriel',
    firstVisit: 'Première ouverture du lien',
    neverOpened: 'jamais',
    reminders: 'Rappels',
    drafts: 'Brouillons',
    draftsText: (begun, finished) =>
      `La cellule a des brouillons sur ${people(begun)}, dont ${n(finished)} terminés et non envoyés. Le quartier ne peut pas les lire.`,
    noDrafts: 'aucun',
    returned: (date) => `depuis le ${date}`,
    excused: (date, reason) => `Dispensée le ${date}. Motif : ${reason}`,
    members: 'Membres',
    hints: 'À regarder de plus près',
    hintsLead: 'Simple aide à la lecture : aucune réponse n’est écartée et personne n’est noté.',
    hint: {
      sameLevels: (members) => `Les ${n(members)} avis font le même choix à chaque critère.`,
      sameRemark: (members) => `La même observation figure pour ${people(members)}.`,
      sameReason: (members) => `Le même motif figure pour ${people(members)}.`,
      quick: (seconds) => `Beaucoup d’avis ont été écrits très vite, en ${n(seconds)} secondes environ chacun.`,
    },
    unlisted: 'Membres hors liste signalés par la cellule',
    actions: 'Autres actions pour cette cellule',
    done: {
      confirm: 'Confirmé.',
      back: 'Renvoyé.',
      press: 'Un rappel a été envoyé à la cellule.',
      time: 'Un délai a été accordé.',
      excuse: 'La cellule est dispensée.',
      contact: 'Le contact a été changé. L’ancien lien ne fonctionne plus.',
      link: 'Un nouveau lien a été envoyé. L’ancien ne fonctionne plus.',
      reroute: 'Le membre a été transféré à un autre comité.',
      conflict: 'Confié à un autre.',
    },
    press: 'Relancer la cellule',
    pressText: 'Un rappel part aussitôt vers la boîte de la cellule. Une relance par jour au plus.',
    pressedToday: 'Cette cellule a été relancée aujourd’hui. Elle pourra l’être de nouveau demain.',
    pressNow: 'Envoyer un rappel maintenant',
    time: 'Accorder un délai',
    timeUntil: 'Jusqu’à la fin du',
    timeHint: (due, close) => `Après le ${due}, au plus tard le ${close}. Les rappels suivent.`,
    timeNow: 'Accorder le délai',
    excuse: 'Dispenser la cellule',
    excuseText:
      'La cellule n’a plus rien à envoyer et n’est plus relancée. Pour les membres sans réponse, l’évaluation dit qu’aucun avis n’a été reçu, avec ce motif.',
    reason: 'Motif',
    excuseNow: 'Dispenser cette cellule',
    contact: 'Changer la boîte ou le mode d’interrogation',
    mailbox: 'Nouvelle boîte',
    mailboxHint: 'Par exemple : chibo12@phuong.example. Nécessaire seulement par courriel.',
    hand: 'Nom de la personne qui agit',
    contactNow: 'Changer',
    link: 'Envoyer un nouveau lien',
    linkText:
      'Quand le courriel est perdu ou tombé en d’autres mains. L’ancien lien cesse aussitôt ; ce que la cellule a écrit est conservé.',
    linkNow: 'Envoyer un nouveau lien',
    behalf: 'Saisir pour la cellule',
    behalfText:
      'Quand la cellule a répondu sur papier, ou n’a rien envoyé et que le quartier répond à sa place. L’évaluation le précise.',
    behalfPaper:
      'Pour l’instant, le quartier ne peut saisir que ce qui est venu sur papier ou par le portail. Il répond à la place de la cellule après l’échéance, si le courriel est revenu ou si elle s’abstient.',
    behalfNow: 'Ouvrir les pages',
    print: 'Imprimer des fiches vierges pour cette cellule',
  },

  read: {
    title: 'Lire et confirmer',
    lead: (shown, some, notHere) =>
      `À confirmer : ${waiting(some, notHere)}. Cette page en montre ${n(shown)} sur ${n(some + notHere)}.`,
    comments: 'Avis',
    notHere: 'Signalés comme n’habitant pas ici',
    part: (date) => `Envoyé par la cellule le ${date}`,
    born: (date) => `Naissance : ${date}`,
    work: (name) => `Lieu de travail : ${name}`,
    late: 'envoi tardif',
    earlier: (count) => `Voir ${some(count, 'réponse antérieure', 'réponses antérieures')}`,
    choose: (name) => `Choisir ${name}`,
    meaning:
      'Confirmer signifie : le quartier a lu ces réponses et confirme qu’elles sont bien celles de la cellule et ont été établies comme il se doit. Le membre en est alors informé, et la réponse va au comité du lieu de travail.',
    name: 'Nom de la personne qui confirme ou renvoie',
    decide: 'Confirmer',
    confirmChosen: 'Confirmer les personnes choisies',
    confirmComments: (count) =>
      count > 1 ? `Confirmer les ${n(count)} avis de cette page` : 'Confirmer l’avis de cette page',
    confirmNotHere: (count) =>
      count > 1
        ? `Confirmer les ${n(count)} signalés comme n’habitant pas ici`
        : 'Confirmer celui signalé comme n’habitant pas ici',
    sendBack: 'Renvoyer pour correction',
    sendBackText: (date) =>
      `Les personnes choisies sont renvoyées à la cellule. L’ancien texte est conservé. La cellule renvoie avant la fin du ${date}.`,
    backBy: (date) => `La cellule renvoie avant la fin du ${date}.`,
    reason: 'Motif du renvoi',
    sendBackNow: 'Renvoyer les personnes choisies',
    more: 'Voir la suite',
    none: 'Aucune réponse n’attend d’être confirmée.',
  },

  member: {
    now: 'La réponse actuelle',
    none: 'La cellule n’a envoyé aucune réponse sur ce membre.',
    earlier: 'Réponses antérieures',
    sentBackOn: (date, reason) => `Renvoyé par le quartier le ${date}. Motif : ${reason}`,
    confirmedOn: (date, name) => `Confirmé par le quartier le ${date}${name && `, de la main de ${name}`}.`,
    view: 'Point de vue du membre',
    rerouted: 'Ce membre a été transféré à un autre comité.',
    confirmOne: 'Confirmer cette réponse',
    backOne: 'Renvoyer cette réponse',
    backConfirmed: 'Renvoyer l’avis confirmé',
    write: 'Rédiger l’avis',
    withHand: 'une autre personne de la cellule rédige',
    withWard: 'le quartier donne l’avis',
    notHereConfirmed: 'signalé comme n’habitant pas ici, confirmé',
    reroute: 'Transférer à un autre comité de résidence',
    rerouteText:
      'Pour un membre qui habite ailleurs. Le nouveau comité est interrogé aussitôt ; la trace est conservée.',
    to: 'Une cellule de ce quartier',
    toAnywhere: 'La cellule du lieu où habite le membre',
    choose: 'Choisir une cellule',
    elsewhere: 'Choisir une cellule d’un autre quartier',
    rerouteNow: 'Transférer',
    conflict: 'La personne interrogée est le membre ou un proche',
    toHand: 'Une autre personne de la cellule',
    toWard: 'Le quartier donne l’avis à sa place',
    conflictNow: 'Confier',
    handedTo: { hand: 'Confié à une autre personne de la cellule.', ward: 'Le quartier donne l’avis à sa place.' },
  },

  mistakes: {
    nobodyChosen: 'Aucun membre n’est choisi',
    name: 'Indiquez le nom de la personne qui confirme',
    hand: 'Indiquez le nom de la personne qui agit',
    reason: 'Indiquez un motif',
    notADate: 'Choisissez un jour du calendrier',
    extensionNotLater: 'Le nouveau jour doit suivre l’échéance actuelle et aujourd’hui',
    extensionAfterClose: (close) => `La campagne se clôt le ${close} ; aucun délai ne va au-delà`,
    channel: 'Choisissez le mode d’interrogation',
    mailbox: 'L’adresse n’est pas correcte ; exemple correct : chibo12@phuong.example',
    to: 'Choisissez une cellule',
    residenceUnknown: 'Cette cellule n’est pas dans la liste ; choisissez-en une autre',
    pressNothing: 'Aucun rappel possible : la cellule ne doit plus rien, ou le courriel ne lui parvient pas',
    conflict: 'Choisissez à qui le confier',
    tooLong: 'Raccourcissez : 2 000 caractères au plus',
  },
};
