import { describe, expect, it, onTestFinished } from 'vitest';
import { csrfOf } from '#edge/forms.ts';
import { readParty } from '#records/parties.ts';
import { readingMachine, readingRoom } from '#test/support/reading-room.ts';
import { states, steps } from '#test/support/reading-states.ts';
import { CYCLE, request } from '#test/support/small-cycle.ts';
import { stores } from '#test/support/stores.ts';
import { everybodyIn, expectEverybodySees } from '#test/support/who-sees.ts';

describe('who sees what, in every state of a request', () => {
  it.each(Object.keys(stores))(
    'on %s',
    async (name) => {
      const table = await stores[name]?.();
      if (!table) throw new Error('no such store');
      const { machine, ...place } = await readingMachine(table);
      onTestFinished(() => machine.close());
      const room = await readingRoom(place);
      const everybody = await everybodyIn(room);
      const cell = await room.byLink({ kind: 'request', id: request('c1') });
      for (const state of states) {
        await steps[state](room, cell);
        await expectEverybodySees(room, everybody, state);
      }
    },
    120_000,
  );
});

it('a ward officer changes the mailbox of the ward, and of no workplace that stands in it', async () => {
  const { machine, ...place } = await readingMachine();
  onTestFinished(() => machine.close());
  const room = await readingRoom(place);
  const officer = await room.inOffice('Cán bộ phường', { role: 'wardOfficer', scope: { committeeId: 'w1' } });
  const mailboxOf = async (id: string) => (await readParty(room.world.table, CYCLE, id))?.mailbox;
  const csrf = csrfOf(officer.jar.get('console') ?? '');
  const change = (id: string) =>
    officer.post(`/console/cycles/${CYCLE}/parties/${id}/contact`, {
      form: { csrf, mailbox: 'khac@phuong.example', language: 'vi', command: `change-${id}-1` },
    });
  expect((await change('w1')).status).toBe(303);
  expect(await mailboxOf('w1')).toBe('khac@phuong.example');
  expect((await change('e3')).status).toBe(403);
  expect(await mailboxOf('e3')).toBe('hoptacxa@coquan.example');
  expect((await officer.get(`/console/cycles/${CYCLE}/wards/e3`)).status).toBe(404);
});
