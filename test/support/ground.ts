import { memoryFiles } from '#adapters/memory-files.ts';
import { memoryTable } from '#adapters/memory-table.ts';
import { offsetClock } from '#adapters/offset-clock.ts';
import { spoolMailer } from '#adapters/spool-mailer.ts';
import { silentLog } from '#edge/log.ts';
import { type Ground, type Machine, machineOn } from '#infra/local/machine.ts';
import type { Ids, Instant, LinkKey, Table } from '#ports';
import { sha256 } from '#records/hash.ts';

export const STARTED: Instant = '2026-10-28T02:00:00.000Z';

/** Ids that count, so that a failing run can be read. */
export function countingIds(prefix = 'id'): Ids {
  let n = 0;
  return {
    next: () => `${prefix}${String(++n).padStart(6, '0')}`,
    digits: (count) => String(++n).padStart(count, '0').slice(-count),
  };
}

export const testLinkKey: LinkKey = {
  keyId: 'k1',
  mac: async (text, keyId) => Buffer.from(sha256(`${keyId} ${text}`), 'base64url'),
};

/** A machine's ground in memory: time stands still until somebody moves it. */
export async function memoryGround(table: Table = memoryTable(), started: Instant = STARTED): Promise<Ground> {
  return {
    table,
    files: memoryFiles(),
    clock: await offsetClock({ now: () => started }, table),
    ids: countingIds(),
    linkKey: testLinkKey,
    mailer: spoolMailer(table),
  };
}

export const testSettings = {
  baseUrl: 'http://localhost:3000',
  from: { name: 'Ban Tổ chức', address: 'trao-doi@tinh.example' },
  log: silentLog,
};

export const machineInMemory = async (): Promise<Machine> => machineOn(await memoryGround(), testSettings);
