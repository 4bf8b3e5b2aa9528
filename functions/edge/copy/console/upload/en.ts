import type { UploadCopy } from './vi.ts';

export const en: UploadCopy = {
  fileHint: (megabytes) => `At most ${megabytes} MB and 1,000,000 rows.`,
  larger: (megabytes) =>
    `A file larger than ${megabytes} MB: ask whoever operates the system to import it by the command`,
  tooLarge: (megabytes) => `The file is larger than ${megabytes} MB: this page cannot take it.`,
};
