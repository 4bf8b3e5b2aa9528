import type { MemberCopy } from './vi.ts';

export const fr: MemberCopy = {
  title: 'L’avis vous concernant',
  notYet: 'Il n’y a pas encore d’avis à consulter',
  notYetText:
    'Le quartier où vous habitez n’a confirmé aucun avis vous concernant, ou l’avis est en cours de reprise. Une fois confirmé, vous en êtes informé et le voyez sur cette page.',
  notRating: 'L’absence d’avis ne compte ni pour ni contre vous.',
  notHere: 'Le comité de résidence a répondu ce qui suit',
  view: 'Votre point de vue',
  viewText:
    'Si vous voyez les choses autrement, écrivez-le ici. Votre point de vue accompagne l’avis jusqu’au comité de votre lieu de travail ; l’avis lui-même n’est pas modifié. Vous n’êtes pas obligé d’écrire.',
  viewAgain: 'Vous pouvez le récrire jusqu’à l’établissement des évaluations.',
  viewLate:
    'Les évaluations sont établies. Un point de vue écrit maintenant est transmis en complément et ne peut plus être modifié.',
  viewClosed: 'Les évaluations sont établies ; le point de vue ne peut plus être modifié.',
  viewOn: (date) => `Écrit par vous le ${date}`,
  write: 'Votre point de vue',
  send: 'Envoyer',
  sent: 'Votre point de vue a été envoyé.',
  missing: 'Écrivez votre point de vue avant d’envoyer',
  tooLong: 'Raccourcissez : 5 000 caractères au plus',
  looks: 'Qui a consulté',
  looksText: 'Ces organes ont consulté ce qui est enregistré à votre sujet.',
  noLooks: 'Personne n’a encore consulté.',
  office: 'Le bureau responsable de la campagne',
  whats: {
    comment: 'lecture de l’avis',
    evaluation: 'lecture de l’évaluation',
    list: 'lecture de la liste',
    export: 'téléchargement',
    print: 'impression',
  },
  look: (who, date, what) => `${who} : le ${date}, ${what}`,
  rights: 'Vos droits',
  rightsText: [
    'Vous pouvez voir l’avis vous concernant, savoir qui l’a consulté et donner votre point de vue.',
    'Si une information enregistrée à votre sujet est fausse (nom, date de naissance, lieu de travail, résidence), vous pouvez la faire corriger.',
    'L’avis sert à l’échange sur les membres là où ils habitent, et à rien d’autre.',
  ],
  ask: (name, telephone) => `À qui s’adresser : ${name}, téléphone ${telephone}.`,
};
