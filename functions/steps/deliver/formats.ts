/** The kinds of files, apart from what makes them: a page that names one carries no library along. */
export const formats = ['csv', 'json', 'xlsx', 'docx'] as const;
export type Format = (typeof formats)[number];

/** What a file's name may end with: several of one kind come in a ZIP. */
export const endings = [...formats, 'zip'] as const;

export interface ExportedFile {
  /** In chunks as it is made. */
  readonly content: AsyncIterable<Uint8Array>;
  readonly ending: (typeof endings)[number];
}

export const mediaTypes: { readonly [ending in ExportedFile['ending']]: string } = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
};
