import type { HoldCopy } from './vi.ts';

export const fr: HoldCopy = {
  title: 'Le courrier est retenu',
  restored: (since) =>
    `Depuis ${since} : les données ont été restaurées d’une sauvegarde. Des courriels dus après la sauvegarde sont peut-être déjà partis. Vérifiez, puis laissez-les partir.`,
  clockJumped: (since) =>
    `Depuis ${since} : l’horloge de la machine a sauté de plus de dix minutes. Réglez-la et vérifiez, puis laissez partir le courrier.`,
  go: 'Laisser partir le courrier',
};
