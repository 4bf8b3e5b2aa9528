import type { SignInCopy } from './vi.ts';

export const fr: SignInCopy = {
  enter: {
    title: 'Entrer dans l’espace de travail',
    lead: 'Appuyez sur Entrer. Si le champ ci-dessous est vide, copiez-y le code de votre lien d’invitation (ce qui suit le #).',
    token: 'Code à usage unique',
    tokenHint: '32 lettres et chiffres',
    tokenWrong:
      'Ce code est inexact, déjà utilisé, retiré, ou vieux de plus de 24 heures. Demandez-en un autre à un administrateur',
    go: 'Entrer',
    toSignIn: 'Vous avez des codes à six chiffres ? Connectez-vous',
  },
  welcome: {
    title: 'Qui êtes-vous ?',
    lead: 'Tout ce qui est fait ici porte le nom de qui l’a fait.',
    name: 'Votre nom',
    nameHint: 'Si vous êtes déjà venu, le même nom',
    label: 'Espace de travail',
    codes: 'La prochaine fois, par un code à six chiffres',
    codesText:
      'Installez une application de codes (Google Authenticator, Aegis, FreeOTP…) sur votre téléphone. Sur un ordinateur, scannez l’image ci-dessous avec l’application ; sur le téléphone même, ouvrez le lien ; à défaut, saisissez la clé dans l’application. Puis entrez les six chiffres affichés.',
    picture: 'Code QR à scanner avec l’application',
    openApp: 'Ouvrir dans l’application',
    secret: 'Clé :',
    code: 'Six chiffres',
    codeHint: 'Ils changent toutes les 30 secondes',
    withCodes: 'Enregistrer et entrer',
    machine: 'Ou seulement sur cette machine',
    machineText: 'Sans téléphone. À chaque fois, vous entrez par un nouveau lien que le serveur affiche au démarrage.',
    withMachine: 'Seulement sur cette machine',
  },
  signIn: {
    title: 'Connexion',
    name: 'Votre nom',
    code: 'Six chiffres de l’application',
    codeHint: 'Ils changent toutes les 30 secondes',
    wrong: 'Le nom ou le code est inexact. Attendez un nouveau code et réessayez',
    go: 'Se connecter',
    other: 'Pas de code, ou téléphone perdu ?',
    otherText:
      'Demandez à un administrateur de vous réinviter : l’invitation installe de nouveaux codes. Un administrateur peut aussi prendre le lien qu’affiche le serveur.',
    toEnter: 'Entrer par un code à usage unique',
  },
  account: {
    lead: 'Connectez-vous avec le compte qui vous a été remis. Le mot de passe et le code se saisissent sur la page du compte, jamais ici.',
    go: 'Se connecter',
    invited: 'Première invitation, ou un autre compte ?',
    invitedText: 'Ouvrez l’invitation reçue, ou recopiez le code de son lien sur la page ci-dessous.',
    finish: 'Se connecter pour terminer',
    finishText: 'Connectez-vous avec votre propre compte. C’est lui qui ouvrira désormais l’espace de travail.',
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
  },
  mistakes: {
    missing: 'Nom : manque',
    'too-long': 'Nom : trop long',
    codesNeeded: 'Code : cette invitation demande des codes à six chiffres',
    codeWrong: 'Code : ces six chiffres ne conviennent pas ; ils changent toutes les 30 secondes',
  },
  refusals: {
    Invalid: 'Rien n’a changé. Revenez en arrière, corrigez et renvoyez.',
    TooLate:
      'Cette invitation a déjà servi, a été retirée, a expiré ou n’est plus valable. Demandez-en une autre à un administrateur.',
    Conflict: 'Quelqu’un d’autre porte ce nom, ou s’installe avec. Demandez une autre invitation à un administrateur.',
    SignedOut: 'Votre session est terminée. Veuillez vous reconnecter ; rien n’a changé.',
    WrongOrigin: 'Cet envoi ne vient pas de notre page. Rien n’a changé.',
  },
};
