import type { Table } from '#ports';
import { keys } from './keys.ts';

/** Of a mail that somebody had sent again, and that was not in trouble since. */
export const AGAIN = 2;

interface Troubled {
  readonly id: string;
  readonly cycleId?: string;
}

const keyOf = ({ id, cycleId = '-' }: Troubled) => keys.troubledMail(cycleId, id);

/** Written before the mail's own record, so that none is missed; whoever lists them looks at the record. */
export const trouble = (mail: Troubled, version = 1) => ({ ...keyOf(mail), version, body: { id: mail.id } });

/** Trouble that was noted in between stays. */
export async function endTrouble(table: Table, mail: Troubled): Promise<void> {
  await table.remove(keyOf(mail), { versionIs: AGAIN });
}
