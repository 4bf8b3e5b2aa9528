import type { Handover, Letter, Mailer, Table } from '#ports';
import { dueMails, OUT_SHARDS } from '#records/outbox.ts';
import { testLinkKey } from '#test/support/ground.ts';
import { type CellSeed, membersOf, type Office } from '#test/support/office.ts';
import { type SendDeps, send } from '#watch/send.ts';

export const cell = (id: string, mailbox?: string): CellSeed => ({
  id,
  members: membersOf(id, 2),
  ...(mailbox === undefined ? {} : { mailbox }),
});
export const CYCLE = '2026-11-open01';
export const hand = { by: 'An', commandId: 'decides' };

export const accepted = (letter: Letter): Handover => ({ outcome: 'accepted', messageId: letter.id });

/** Senders on an office's outbox, and everything that was handed to the mailer. */
export function mailroom(
  office: Office,
  answer: (letter: Letter) => Handover | Promise<Handover> = accepted,
  table?: Table,
  kind: Pick<Mailer, 'replaces'> = {},
) {
  const handed: Letter[] = [];
  const faults: string[] = [];
  const failed: string[] = [];
  const deps: SendDeps = {
    world: table ? { ...office.world, table } : office.world,
    mailer: {
      ...kind,
      hand: async (letter) => {
        handed.push(letter);
        return answer(letter);
      },
      rate: async () => ({ perSecond: Number.POSITIVE_INFINITY, leftToday: 1e9 }),
    },
    compose: { linkKey: testLinkKey, base: 'https://x.example', from: { name: 'Ban', address: 'ban@tinh.example' } },
    patience: 60_000,
    pause: async () => {},
    log: (event, facts) => {
      if (event === 'mail.fault') faults.push(String(facts.error));
      if (event === 'mail.failed') failed.push(String(facts.work));
    },
  };
  const told = () => handed.map(({ kind, to }) => `${kind} ${to}`).sort();
  return { send: send(deps), handed, told, faults, failed };
}

/** How many mails wait, by the clock or later. */
export async function waiting({ world }: Office): Promise<number> {
  const shards = Array.from({ length: OUT_SHARDS }, (_, n) => dueMails(world.table, n, '9999', 9_999));
  return (await Promise.all(shards)).flat().length;
}

export const minutes = (office: Office, n: number) =>
  office.at(new Date(Date.parse(office.world.clock.now()) + n * 60_000).toISOString());
