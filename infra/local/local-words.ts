import type { Language } from '#domain/language.ts';

/** Words of the aids that only this machine has. */
const vi = {
  mailbox: 'Hộp thư trên máy này',
  lead: 'Thư không rời khỏi máy. Bấm vào tiêu đề để đọc thư như người nhận sẽ thấy.',
  none: 'Chưa có thư nào.',
  to: 'Gửi tới',
  kind: 'Loại',
  at: 'Lúc',
  asHtml: 'Xem bản trình bày',
  subject: 'Tiêu đề',
  older: 'Thư cũ hơn',
  clock: 'Đồng hồ của máy này',
};
const en: typeof vi = {
  mailbox: 'The mailbox on this machine',
  lead: 'No mail leaves this machine. Choose a subject to read it as its recipient would.',
  none: 'No mail yet.',
  to: 'To',
  kind: 'Kind',
  at: 'At',
  asHtml: 'As laid out',
  subject: 'Subject',
  older: 'Older mails',
  clock: 'The clock of this machine',
};
const fr: typeof vi = {
  mailbox: 'La boîte aux lettres de cette machine',
  lead: 'Aucun courriel ne quitte cette machine. Choisissez un objet pour le lire comme son destinataire.',
  none: 'Aucun courriel pour l’instant.',
  to: 'À',
  kind: 'Type',
  at: 'Le',
  asHtml: 'Version mise en page',
  subject: 'Objet',
  older: 'Courriels plus anciens',
  clock: 'L’horloge de cette machine',
};

const words: { readonly [language in Language]: typeof vi } = { vi, en, fr };
export const localWords = (language: Language): typeof vi => words[language];
