import type { UploadCopy } from './vi.ts';

export const fr: UploadCopy = {
  fileHint: (megabytes) => `Au plus ${megabytes} Mo et 1 000 000 de lignes.`,
  larger: (megabytes) =>
    `Un fichier de plus de ${megabytes} Mo : demandez à la personne qui exploite le système de l’importer par la commande`,
  tooLarge: (megabytes) => `Le fichier dépasse ${megabytes} Mo : cette page ne peut pas le prendre.`,
};
