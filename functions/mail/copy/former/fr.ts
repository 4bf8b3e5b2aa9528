import { numbersIn } from '../../formats.ts';
import type { FormerCopy } from './vi.ts';

const n = numbersIn('fr');
const some = (count: number, one: string, many = `${one}s`): string => `${n(count)} ${count < 2 ? one : many}`;

/** The letter to a mailbox that was a committee's: apart, for only who sends it has it. */
export const fr: FormerCopy = {
  subject: (count) =>
    count === 1 ? 'La boîte de votre comité a été changée' : `La boîte de ${some(count, 'comité')} a été changée`,
  subjectGone: (count) =>
    count === 1
      ? 'Votre comité n’est plus dans la liste'
      : `${some(count, 'comité')} de votre boîte ne sont plus dans la liste`,
  subjectBoth: (count) => `La liste a été changée : ${some(count, 'comité')} de cette boîte`,
  opening:
    'La façon d’écrire à votre comité dans cette campagne a été changée. Désormais ses messages ne viennent plus à cette boîte, et les liens des messages reçus ici ne fonctionnent plus.',
  openingRoster:
    'Dans la liste des comités, la façon d’écrire à votre comité a été changée. Les campagnes ouvertes désormais n’écrivent plus à cette boîte. Une campagne ouverte auparavant continue comme avant.',
  openingGone: (count) =>
    count === 1
      ? 'Votre comité n’est plus dans la liste des comités. Les campagnes ouvertes désormais ne lui écrivent plus à cette boîte. Une campagne ouverte auparavant continue comme avant.'
      : 'Les comités ci-dessous ne sont plus dans la liste des comités. Les campagnes ouvertes désormais ne leur écrivent plus à cette boîte. Une campagne ouverte auparavant continue comme avant.',
  at: 'Changé à',
  by: 'Changé par',
  office: 'le service chargé de la campagne',
  officeRoster: 'le service responsable, avec une nouvelle liste',
  more: (count) => `et ${some(count, 'autre comité', 'autres comités')}`,
  back: 'Depuis, cette boîte est de nouveau inscrite comme celle de votre comité.',
  fine: 'Si votre comité l’a demandé, il n’y a rien à faire.',
  fineGone: 'Si vous le saviez déjà, par exemple en raison d’une fusion, il n’y a rien à faire.',
  wrong: 'Si vous n’en savez rien, ou si c’est une erreur, appelez tout de suite le numéro ci-dessous.',
  wrongTell: (from) =>
    `Si vous n’en savez rien, ou si c’est une erreur, prévenez tout de suite l’expéditeur de ce message : ${from}.`,
};
