import type { ContactsCopy } from './vi.ts';

export const fr: ContactsCopy = {
  title: 'Boîtes changées',
  toPage: (count) => `Boîtes changées (${count})`,
  lead: 'Qui peut changer la boîte d’un comité peut ouvrir la page de ce comité. Chaque changement est donc noté ici, et l’ancienne boîte en est avertie. Si l’un d’eux paraît étrange, appelez le comité.',
  leadRoster: (days) =>
    `Les importations des ${days} derniers jours ont changé ces boîtes, ou ajouté ou retiré ces comités. L’ancienne boîte en est avertie ; pour un comité ajouté, personne. Les campagnes ouvertes auparavant n’ont pas changé.`,
  none: 'Rien n’a été changé.',
  before: 'Avant',
  after: 'Maintenant',
  isNew: 'pas dans la liste',
  gone: 'plus dans la liste',
  at: 'Changé à',
  by: 'Par qui, où',
  of: { request: 'sur la page de la demande', party: 'sur les pages de la campagne', roster: 'par une importation' },
  told: 'Ancienne boîte',
  nobody: 'il n’y avait pas de boîte',
  stays: 'la boîte est la même',
};
