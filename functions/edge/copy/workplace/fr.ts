import { numbersIn } from '#mail/formats.ts';
import type { WorkplaceCopy } from './vi.ts';

const n = numbersIn('fr');
const people = (count: number): string => `${n(count)} ${count > 1 ? 'membres' : 'membre'}`;

export const fr: WorkplaceCopy = {
  title: 'Évaluations',
  notYet: 'Les évaluations ne sont pas encore là',
  notYetText: (date) =>
    `La campagne se clôt à la fin du ${date}. Votre comité reçoit ensuite un courriel, et les évaluations figurent sur cette page.`,
  delivered: 'Remises le',
  version: 'Version actuelle',
  versionOf: (version) => `version ${n(version)}`,
  correctedOn: (version, date) => `version ${n(version)} le ${date}`,
  corrections: 'Corrections après remise',
  members: people,
  born: (date) => `naissance : ${date}`,
  corrected: 'corrigé',
  toTell: (count) => `${people(count)} à informer de l’avis`,
  toTellText:
    'Sans boîte de courriel, courriel revenu, ou avis non confirmé par le quartier et donc sans courriel. Veuillez informer vous-mêmes, puis le noter ici.',
  brief: {
    confirmed: 'Avis rendu, confirmé',
    notConfirmed: 'Avis rendu, non confirmé',
    noWard: 'Avis rendu',
    notHere: 'N’habite pas ici',
    moved: 'A déménagé',
    notKnown: 'Inconnu du comité',
    conflict: 'La cellule s’est abstenue (soi-même ou un proche)',
    silence: 'Pas de réponse',
    excused: 'Dispensé',
    nobodyToAsk: 'Pas de comité à interroger',
  },
  counts: 'En tout',
  list: 'Membres',
  range: (from, to, all) => `${n(from)}–${n(to)} sur ${n(all)}`,
  further: 'Voir la suite',
  files: 'Télécharger et imprimer',
  csv: 'Télécharger en CSV',
  xlsx: 'Télécharger pour Excel',
  print: 'Tout imprimer',
  printPart: (from, to) => `Imprimer de ${n(from)} à ${n(to)}`,
  printOne: 'Version à imprimer',
  printHow: 'Utilisez la fonction Imprimer du navigateur (sur ordinateur : Ctrl et P).',
  filesText:
    'Chaque consultation, téléchargement ou impression est enregistré ; le membre voit quel comité a consulté, et quel jour.',
  back: 'Retour à la liste',
  backToOne: 'Retour à la page de ce membre',

  acknowledge: {
    heading: 'Accuser réception',
    meaning:
      'Accuser réception signifie : votre comité a reçu cette version et la lira. Cela ne signifie pas qu’il en approuve le contenu. La résidence et le responsable savent qu’elle est arrivée.',
    name: 'Nom de la personne qui l’a reçue',
    now: (version) => `Accuser réception de la version ${n(version)}`,
    done: (version, date, name) =>
      `Réception de la version ${n(version)} accusée le ${date}${name && `, de la main de ${name}`}.`,
    nameMissing: 'Indiquez le nom de la personne qui l’a reçue',
  },

  member: {
    birthDate: 'Date de naissance',
    residence: 'Comité de résidence',
    outcome: 'Résultat',
    older: (version) => `Ceci est une version ancienne (${n(version)}), conservée pour comparaison.`,
    newest: 'Voir la version actuelle',
    tell: 'Noter que le membre a été informé',
    tellText:
      'Cliquer signifie : votre comité a informé le membre de cet avis, de vive voix ou par lettre, et lui a dit qu’il peut donner son point de vue.',
    told: 'Noté : votre comité a informé le membre.',
  },
};
