import type { FilesCopy } from './vi.ts';

export const fr: FilesCopy = {
  title: 'Fichiers de toute la campagne',
  text: 'Choisissez un type de fichier. Pour une province, il faut une ou deux minutes ; ensuite cette page vous le donne.',
  onRecord:
    'Le fait que vous prenez ce fichier est consigné à votre nom avant sa création, et chaque membre peut le voir. Vous seul pouvez récupérer ce que vous avez demandé.',
  several: 'Pour une grande campagne, Excel et Word arrivent en plusieurs fichiers dans un ZIP.',
  make: (program) => `Créer le fichier ${program}`,
  ordered: (program) => `Fichier ${program} de toute la campagne`,
  waiting: (_, all) => `Le fichier va être créé : les avis de ${all} comités de résidence.`,
  noting: (done, all) => `Consignation en cours : ${done} comités de résidence sur ${all}.`,
  making: (done, all) => `Création en cours : ${done} comités de résidence sur ${all}.`,
  mayLeave:
    'Cette page se met à jour d’elle-même toutes les cinq secondes. Vous pouvez faire autre chose et y revenir.',
  again: 'Regarder de nouveau',
  ready: (all) => `Le fichier est prêt : les avis de ${all} comités de résidence.`,
  zip: 'C’est un ZIP qui contient plusieurs fichiers : ouvrez-le, puis ouvrez-les un par un.',
  fetch: 'Récupérer le fichier',
  kept: 'Il est conservé un jour, puis supprimé. Au besoin, faites-en créer un nouveau.',
  failed:
    'Le fichier n’a pas encore pu être créé. Un nouvel essai peut se faire de lui-même ; vous pouvez aussi le redemander.',
  givenUp:
    'Le fichier n’a pas pu être créé en trois essais et ne sera pas réessayé de lui-même. Prévenez la personne qui exploite le système et prenez les fichiers de chaque lieu de travail sur la page des remises ; si vous le redemandez, le CSV est le plus léger.',
};
