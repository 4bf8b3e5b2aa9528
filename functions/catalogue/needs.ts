/** A thing a function may stand on. 'link key name' may be written into a record; 'link key' makes tokens. */
export type Need =
  | 'table'
  /** To read files. */
  | 'files'
  /** And to write a roster's and a cycle's. */
  | 'rosters'
  /** And to write a cycle's only. */
  | 'snapshots'
  /** And to write the heads of the journals, which nobody else may. */
  | 'digests'
  /** To lay down what is too large for an answer, and make links to it. */
  | 'exports'
  | 'link key name'
  | 'link key'
  | 'allowance'
  | 'mailer'
  | 'letters'
  | 'front'
  | 'workflow'
  | 'nudge'
  /** To set the making of an ordered file going. */
  | 'file order'
  | 'issuer';

/** The variables that name what is needed. */
export const variablesOf: { readonly [need in Need]: readonly string[] } = {
  table: ['EXCHANGE_TABLE'],
  files: ['EXCHANGE_BUCKET'],
  rosters: ['EXCHANGE_BUCKET'],
  snapshots: ['EXCHANGE_BUCKET'],
  digests: ['EXCHANGE_BUCKET'],
  exports: ['EXCHANGE_BUCKET'],
  'link key name': ['EXCHANGE_LINK_KEY'],
  'link key': ['EXCHANGE_LINK_KEY'],
  /** What may be sent; asked of the account, and which part of it is ours. */
  allowance: ['EXCHANGE_RATE_SHARE'],
  mailer: ['EXCHANGE_CONFIGURATION_SET', 'EXCHANGE_FROM', 'EXCHANGE_RATE_SHARE'],
  letters: ['EXCHANGE_URL'],
  /** What stands before the pages, and how it is known. */
  front: ['EXCHANGE_FRONT'],
  workflow: ['EXCHANGE_STATE_MACHINE'],
  nudge: ['EXCHANGE_SEND'],
  'file order': ['EXCHANGE_EXPORT_FILES'],
  /** Spoken to over the network: no right of ours is asked for it. */
  issuer: ['EXCHANGE_ISSUER', 'EXCHANGE_CLIENT_ID'],
};

/** What whoever reads and writes records stands on. */
export const RECORDS = ['table', 'link key name'] as const;
/** And pages, beside them. */
export const PAGES = [...RECORDS, 'letters', 'front', 'nudge'] as const;
