import { numbersIn } from '#mail/formats.ts';
import type { ProvinceCopy } from './vi.ts';

const n = numbersIn('fr');

export const fr: ProvinceCopy = {
  lead: 'Des nombres pour suivre l’avancement, par ordre de nom ; ni comparaison ni classement. Cette page ne contient aucun avis ni aucun nom de membre.',
  cycle: 'Campagne',
  due: 'Échéance des cellules',
  confirmBy: 'Échéance des quartiers',
  all: (wards) => `Toute la province : ${n(wards)} ${wards > 1 ? 'communes et quartiers' : 'commune ou quartier'}`,
  byName: 'Par commune et quartier',
  cells: 'Cellules qui ont fini',
  of: (finished, all) => `${n(finished)} sur ${n(all)}`,
  count: n,
  overdue: 'Cellules en retard',
  neverOpened: 'Cellules n’ayant jamais ouvert leur lien',
  excused: 'Cellules dispensées',
  members: 'Membres',
  waiting: 'Réponses à confirmer',
  confirmed: 'Réponses confirmées',
  notHere: 'Signalés comme n’habitant pas ici',
  owed: 'Sans réponse',
};
