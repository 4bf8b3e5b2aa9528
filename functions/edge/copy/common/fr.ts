import type { CommonCopy } from './vi.ts';

export const fr: CommonCopy = {
  service: 'Échange avec la résidence',
  skip: 'Aller au contenu',
  leave: 'Se déconnecter de cet appareil',
  foot: 'Réservé aux comités. Les heures sont celles du Vietnam.',
  toDoor: 'Rouvrir par courriel',
  toConsole: 'Retour à l’espace de travail',
  ask: 'Une question ? Appelez',
  errors: {
    prefix: 'Erreur : ',
    mend: 'Veuillez corriger les points suivants',
    NotFound: {
      title: 'Page introuvable',
      text: 'Il manque peut-être une partie de l’adresse, ou cette page ne vous est pas destinée. Rouvrez-la depuis le lien reçu par courriel.',
    },
    NotAllowed: {
      title: 'Cette action n’est pas possible ici',
      text: 'La page ouverte n’en donne pas le droit. Rien n’a été modifié.',
    },
    Invalid: {
      title: 'L’envoi n’est pas encore correct',
      text: 'Rien n’a été modifié. Revenez en arrière, vérifiez les champs et renvoyez.',
    },
    Stale: {
      title: 'Quelqu’un d’autre a modifié avant vous',
      text: 'Rien n’a été écrasé. Revenez en arrière, rechargez la page et comparez les deux textes.',
    },
    TooLate: {
      title: 'La date est passée',
      text: 'Cette action n’est plus possible. Tout ce qui a été envoyé auparavant est conservé tel quel.',
    },
    TooEarly: {
      title: 'Il est trop tôt',
      text: 'Ce n’est pas encore ouvert. Le premier jour figure dans le courriel.',
    },
    AlreadyDone: { title: 'C’est déjà fait', text: 'C’est enregistré ; il est inutile de renvoyer.' },
    CycleStopped: {
      title: 'La campagne est suspendue',
      text: 'Le bureau responsable a suspendu cette campagne. Tout ce qui est enregistré est conservé.',
    },
    CycleOver: {
      title: 'La campagne est terminée',
      text: 'Plus rien n’est reçu. Tout ce qui a été envoyé est conservé tel quel.',
    },
    OldGeneration: { title: 'Ceci a été remplacé', text: 'Rechargez la page pour voir l’état actuel.' },
    TooManyTries: {
      title: 'Trop d’essais : veuillez patienter quelques minutes',
      text: 'Par sécurité, une pause de quelques minutes (15 au plus) s’impose, puis l’accès se rouvre de lui-même. Votre lien et vos brouillons ne sont pas perdus.',
    },
    Conflict: {
      title: 'Autre chose fait obstacle',
      text: 'Rien n’a été modifié. Rechargez la page et réessayez.',
    },
    Contended: {
      title: 'Le système est occupé',
      text: 'Rien n’a été enregistré. Attendez une minute, revenez en arrière et renvoyez.',
    },
    SignedOut: {
      title: 'La session est fermée',
      text: 'Elle se ferme après 60 minutes sans usage, ou quand un texte est saisi depuis un autre appareil. Les brouillons enregistrés ne sont pas perdus. Rouvrez la page depuis le lien reçu par courriel.',
    },
    WrongOrigin: {
      title: 'Envoi non accepté',
      text: 'L’envoi ne vient pas de cette page elle-même. Rien n’a été modifié. Rouvrez la page depuis le lien reçu par courriel et renvoyez de là.',
    },
    WrongForm: {
      title: 'Ce type de contenu n’est pas accepté',
      text: 'Rien n’a été modifié. Utilisez le formulaire de la page.',
    },
    TooLarge: {
      title: 'C’est trop long',
      text: 'Rien n’a été modifié. Revenez en arrière, raccourcissez et renvoyez.',
    },
    Fault: {
      title: 'Un problème est survenu de notre côté',
      text: 'Vous n’y êtes pour rien. L’envoi n’a peut-être pas été enregistré : attendez une minute, revenez en arrière et renvoyez. Deux envois n’en font pas deux.',
    },
  },
};
