import type { Clock, Ids, LinkKey, Table } from '#ports';

/** What every change needs of the world. Functions with the right to make links hold the whole key, others its name. */
export interface World {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly linkKey: Pick<LinkKey, 'keyId'>;
}
