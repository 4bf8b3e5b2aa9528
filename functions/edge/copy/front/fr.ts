import type { FrontCopy } from './vi.ts';

export const fr: FrontCopy = {
  title: 'Avis sur les membres, échangés entre la résidence et le lieu de travail',
  lead: 'Le comité de résidence donne un avis sur les membres en activité ; le comité du quartier ou de la commune confirme ; le comité du lieu de travail reçoit l’ensemble. Aucun compte n’est nécessaire : chaque comité entre par le lien reçu par courriel.',
  committees: 'Vous faites partie d’un comité, ou vous êtes membre',
  committeesText:
    'Ouvrez le lien de votre invitation. S’il est perdu, saisissez l’adresse enregistrée : un code y sera envoyé.',
  committeesOpen: 'Ouvrir ma page',
  office: 'Des droits vous ont été donnés ici',
  officeText: 'Administrateurs, responsables de lieu de travail, de quartier, auditeurs, observateurs de la province.',
  officeOpen: 'Vers l’espace de travail',
};
