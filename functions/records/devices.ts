import * as z from 'zod/mini';
import { DAY } from '#domain/day.ts';
import type { Clock, Table } from '#ports';
import { sha256 } from './hash.ts';
import { keys } from './keys.ts';
import type { Link } from './links.ts';

/** As long as a browser keeps a cookie at most. */
export const deviceDays = 400;

const DeviceBody = z.object({ linkVersion: z.number() });

/** This device may see what is already written for the subject, until its link is revoked. */
export async function knowDevice(
  deps: { readonly table: Table; readonly clock: Clock },
  link: Pick<Link, 'kind' | 'id' | 'version'>,
  device: string,
): Promise<void> {
  await deps.table.put({
    ...keys.device(link.kind, link.id, sha256(device)),
    version: link.version,
    body: { linkVersion: link.version },
    expiresAt: Math.ceil((Date.parse(deps.clock.now()) + deviceDays * DAY) / 1000),
  });
}

/** Whether this device was known under the link as it stands now. */
export async function isKnownDevice(
  table: Table,
  link: Pick<Link, 'kind' | 'id' | 'version'>,
  device: string,
): Promise<boolean> {
  const item = await table.get(keys.device(link.kind, link.id, sha256(device)));
  return item !== undefined && DeviceBody.parse(item.body).linkVersion === link.version;
}
