import type { DoorCopy } from './vi.ts';

export const fr: DoorCopy = {
  title: 'Ouvrir votre page',
  lead: 'Saisissez l’adresse de la boîte qui a reçu l’invitation, puis appuyez sur Ouvrir. Ni compte ni mot de passe.',
  mailbox: 'Adresse électronique',
  mailboxHint: 'Par exemple : chibo12@phuong.example',
  mailboxWrong: 'L’adresse est incomplète. Elle contient un @ au milieu, par exemple chibo12@phuong.example',
  open: 'Ouvrir',
  noMail: 'Vous n’avez plus l’invitation ?',
  noMailText:
    'Saisissez quand même l’adresse ci-dessus et appuyez sur Ouvrir. Un code à 8 chiffres sera envoyé à cette boîte pour entrer.',
  languages: 'Langue',

  refused: 'Ce lien ne s’est pas ouvert',
  refusedText:
    'L’adresse ne correspond pas à ce lien, ou le lien a été remplacé par un plus récent. Par sécurité, la page ne dit pas lequel des deux.',
  refusedField: 'Vérifiez l’adresse : ce doit être la boîte qui a reçu l’invitation',
  openAgain: 'Rouvrir',
  refusedWays:
    'Si l’adresse est bonne et que rien ne s’ouvre : nous pouvons vous envoyer un code pour entrer tout de suite, ou un nouveau lien, si la boîte est enregistrée.',
  mailCode: 'M’envoyer un code',
  mailLink: 'M’envoyer un nouveau lien',

  codeTitle: 'Saisissez le code reçu',
  codeText: 'Si cette boîte est enregistrée, un courriel avec un code à 8 chiffres lui est envoyé.',
  codeWhy:
    'Le code sert une fois, dans les 10 minutes. Il évite que des textes déjà saisis soient vus sur un appareil inconnu.',
  code: 'Code à 8 chiffres',
  codeWrong: 'Le code n’est pas bon, ou date de plus de 10 minutes. Regardez le dernier courriel',
  codeSpent: 'Cinq essais faux : ce code ne sert plus',
  codeSpentText: 'Cinq essais faux : ce code ne sert plus. Appuyez ici pour un nouveau code.',
  codeAnew: 'Obtenir un nouveau code',
  goOn: 'Continuer',
  noCode: 'Pas encore de courriel ?',
  noCodeText:
    'Attendez une minute et regardez aussi parmi les indésirables (spam). S’il n’y a toujours rien, ou après cinq essais :',
  newCode: 'ressaisissez l’adresse pour un nouveau code',

  sentTitle: 'Consultez votre boîte',
  sentText: 'Si cette boîte est enregistrée, un courriel avec un lien lui est envoyé. Comptez une à deux minutes.',
  sentMore: 'Rien, même parmi les indésirables ? Téléphonez au responsable nommé dans la lettre papier.',

  leftTitle: 'Vous êtes déconnecté de cet appareil',
  leftText:
    'Les brouillons enregistrés sont conservés. La prochaine fois, ouvrez la page depuis le lien reçu par courriel.',
};
