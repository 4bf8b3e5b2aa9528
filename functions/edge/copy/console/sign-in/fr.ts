import type { SignInCopy } from './vi.ts';

export const fr: SignInCopy = {
  lead: 'Connectez-vous avec le compte qui vous a été remis. Le mot de passe et le code se saisissent sur la page du compte, jamais ici.',
  go: 'Se connecter',
  invited: 'Première invitation, ou un autre compte ?',
  invitedText: 'Ouvrez l’invitation reçue, ou recopiez le code de son lien sur la page ci-dessous.',
  finish: 'Se connecter pour terminer',
  finishText: 'Connectez-vous avec votre propre compte. C’est lui qui ouvrira désormais les pages d’administration.',
  onward: { title: 'Vers la page du compte', text: 'Si rien ne se passe, appuyez sur le bouton.' },
  onwardGo: 'Continuer',
  again: 'Vers la connexion',
  otherAccount: 'Utiliser un autre compte',
  refused: {
    title: 'Vous n’êtes pas connecté',
    text: 'Cette connexion a expiré, a déjà servi, ou a commencé dans un autre navigateur. Veuillez vous reconnecter.',
  },
  unknown: {
    title: 'Ce compte n’a pas été invité',
    text: 'Le compte n’appartient à personne ici, ou a été bloqué. Demandez une invitation à un administrateur, puis ouvrez son lien.',
  },
  taken: {
    title: 'Ce compte appartient à quelqu’un d’autre',
    text: 'Un compte appartient à une seule personne. L’invitation reste valable : revenez et connectez-vous avec votre propre compte.',
  },
  back: 'Retour à l’invitation',
  unreachable: {
    title: 'La page du compte ne répond pas',
    text: 'Le service qui garde les comptes est injoignable. Réessayez dans quelques minutes ; rien n’a changé.',
  },
  way: 'par compte',
};
