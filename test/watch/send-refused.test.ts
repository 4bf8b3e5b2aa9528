import { describe, expect, it } from 'vitest';
import type { Handover, Table } from '#ports';
import { desks, load } from '#records/journal.ts';
import { troubledMails } from '#records/troubled-mails.ts';
import { replaceContact } from '#steps/confirm/confirm.ts';
import { anOffice, by, rosterCsv } from '#test/support/office.ts';
import { accepted, CYCLE, cell, mailroom, minutes, waiting } from './mailroom.ts';

describe('a mailbox that refuses', () => {
  const refusing = async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2')]));
    await office.begin();
    const room = mailroom(office, (letter) =>
      letter.to.startsWith('c1@') ? { outcome: 'refused', reason: '550 no such user' } : accepted(letter),
    );
    return { office, room };
  };

  it('is known to its request, and the ward hears of it within minutes (F12)', async () => {
    const { office, room } = await refusing();
    await room.send();
    await minutes(office, 2);
    await room.send();
    expect((await office.state(`${CYCLE}.c1`)).unreachableSince).toBeDefined();
    expect((await office.state(`${CYCLE}.c2`)).unreachableSince).toBeUndefined();
    expect(room.told()).toEqual([
      'request c1@coquan.example',
      'request c2@coquan.example',
      'unreachable w1@coquan.example',
    ]);
    expect(await troubledMails(office.world.table, CYCLE)).toMatchObject([{ status: 'returned' }]);
    expect(await waiting(office)).toBe(0);
  });

  it('is known although the process died right after the refusal', async () => {
    const { office } = await refusing();
    const { table } = office.world;
    const refuse = (): Handover => ({ outcome: 'refused', reason: '550 no such user' });
    let writes = Number.POSITIVE_INFINITY;
    for (let dieAt = 1; dieAt < 12; dieAt += 1) {
      let left = dieAt;
      const dying: Table = {
        ...table,
        put: async (item, when) => {
          left -= writes === Number.POSITIVE_INFINITY ? 0 : 1;
          if (left < 0) throw new Error('the process is gone');
          return table.put(item, when);
        },
        remove: async (key, when) => {
          left -= writes === Number.POSITIVE_INFINITY ? 0 : 1;
          if (left < 0) throw new Error('the process is gone');
          return table.remove(key, when);
        },
      };
      const room = mailroom(
        office,
        () => {
          writes = 0;
          return refuse();
        },
        dying,
      );
      await room.send().catch(() => {});
      await minutes(office, 3);
      writes = Number.POSITIVE_INFINITY;
    }
    await mailroom(office, refuse).send();
    expect((await office.state(`${CYCLE}.c1`)).unreachableSince).toBeDefined();
    expect((await office.state(`${CYCLE}.c2`)).unreachableSince).toBeDefined();
    const { state } = await load(table, desks, `${CYCLE}.w1`);
    expect(state.told.map(({ what }) => what)).toContain('unreachable');
  });

  it('nothing more goes there, and another mailbox gets the link', async () => {
    const { office, room } = await refusing();
    await room.send();
    room.handed.length = 0;
    await office.at('2026-11-26T02:00:00.000Z');
    await office.doAll(CYCLE);
    await room.send();
    expect(room.told().filter((told) => told.includes('c1@'))).toEqual([]);
    await replaceContact(office.world)(`${CYCLE}.c1`, by('w1'), {
      channel: 'mailbox',
      mailbox: 'moi@coquan.example',
      language: 'vi',
    });
    await room.send();
    expect(room.told()).toContain('link moi@coquan.example');
  });
});
