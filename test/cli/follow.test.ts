import { describe, expect, test } from 'vitest';
import { noteLook } from '#records/access.ts';
import { accesses, load } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { replaceContact } from '#steps/confirm/confirm.ts';
import { CYCLE, live, request, STORY } from '#test/support/small-cycle.ts';
import { office } from './office.ts';

const until = (title: string) => STORY.slice(0, STORY.findIndex((deed) => deed.title === title) + 1);

describe('a running cycle', () => {
  test('status adds up: every member in one place', async () => {
    const { machine, run } = await office();
    await live(machine, until('everybody who owes gets more time'));
    const { json } = await run('status', CYCLE);
    expect(json).toMatchObject({
      status: 'running',
      requests: { requests: 3 },
      members: { members: 5, confirmed: 1, sentBack: 1, owed: 3 },
      outcomes: { members: 5 },
      troubledMails: 0,
      mailHolds: [],
    });
    expect(await run('status', 'nowhere')).toMatchObject({ status: 1, json: { refused: { name: 'NotFound' } } });
  });

  test('remind presses who owes, and nobody twice in a morning', async () => {
    const { machine, run } = await office();
    await live(machine, until('cell 1 answers about one'));
    expect(await run('remind', CYCLE, { committee: ['c3'] })).toMatchObject({ status: 0, json: { reminded: ['c3'] } });
    const all = await run('remind', CYCLE);
    expect(all).toMatchObject({ json: { reminded: ['c1', 'c2'], remindedLately: ['c3'] } });
    expect(await run('remind', CYCLE, { committee: ['c9'] })).toMatchObject({ status: 1 });
  });

  test('remind passes over who cannot be reached by mail, and says so', async () => {
    const { machine, run } = await office();
    await live(machine, until('cell 1 answers about one'));
    const wish = { commandId: 'through the ward', by: { body: 'office', name: 'An' } };
    await replaceContact(machine.exchange.world)(request('c2'), wish, { channel: 'ward', language: 'vi' });
    const told = await run('remind', CYCLE);
    expect(told).toMatchObject({ status: 0, json: { reminded: ['c1', 'c3'], notByMail: ['c2'] } });
    expect(told.lines).toContain('1 committee cannot be reached by mail.');
    expect(await run('remind', CYCLE, { committee: ['c2'] })).toMatchObject({ status: 1, json: { notByMail: ['c2'] } });
  });

  test('extend moves the date of all, or of the named', async () => {
    const { machine, run } = await office();
    await live(machine, until('cell 1 answers about one'));
    expect(await run('extend', CYCLE, { due: '2026-12-02' })).toMatchObject({
      json: { dates: { dueOn: '2026-12-02' } },
    });
    expect(await run('extend', CYCLE, { due: '2026-12-04' })).toMatchObject({
      status: 1,
      json: { refused: { name: 'Invalid' } },
    });
    expect(await run('extend', CYCLE, { due: '2026-12-03', committee: ['c3'] })).toMatchObject({
      json: { granted: [{ committeeId: 'c3', dueAt: '2026-12-03T16:59:59.999Z' }] },
    });
    expect(await run('extend', CYCLE, { due: 'soon' })).toMatchObject({ status: 1 });
  });

  test('stop, resume, close and cancel say what happened, and refuse what cannot be', async () => {
    const { machine, run } = await office();
    await live(machine, until('cell 1 answers about one'));
    expect(await run('resume', CYCLE)).toMatchObject({ status: 1 });
    expect(await run('stop', CYCLE, { reason: 'rà soát' })).toMatchObject({ status: 0 });
    expect(await run('status')).toMatchObject({ json: { cycles: [{ status: 'stopped' }] } });
    expect(await run('resume', CYCLE)).toMatchObject({ status: 0 });
    expect(await run('cancel', CYCLE, { reason: 'nhầm danh sách' })).toMatchObject({ status: 0 });
    expect(await run('close', CYCLE)).toMatchObject({ status: 1, json: { refused: { name: 'CycleOver' } } });
  });
});

describe('evaluations', () => {
  test('are refused before anything is assembled', async () => {
    const { machine, run, written } = await office();
    await live(machine, until('cell 1 answers about one'));
    const refused = await run('evaluations', CYCLE, { format: 'json', out: '/e.json' });
    expect(refused).toMatchObject({ status: 1, json: { refused: { name: 'TooEarly' } } });
    expect(written.size).toBe(0);
  });

  test('one for each member; and every member can see that they were written into a file', async () => {
    const { machine, run, written } = await office();
    await live(machine, until('the cycle closes and delivers'));
    expect(await run('evaluations', CYCLE, { format: 'json', out: '/e.json' })).toMatchObject({ status: 0 });
    const rows: { memberId: string }[] = JSON.parse(written.get('/e.json') ?? '');
    expect(rows.map(({ memberId }) => memberId).sort()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
    for (const cell of ['c1', 'c2', 'c3']) {
      const { state } = await load(machine.ground.table, accesses, request(cell));
      expect(state.looks.map(({ event, by }) => [event.what, by.name])).toContainEqual(['export', 'An']);
    }
    expect(await run('evaluations', CYCLE, { format: 'csv', out: '/e.csv', workplace: 'e2' })).toMatchObject({
      status: 0,
    });
    expect(written.get('/e.csv')?.split('\r\n')).toHaveLength(4);
    expect(await run('evaluations', CYCLE, { format: 'pdf', out: '/e' })).toMatchObject({ status: 1 });
    expect(await run('evaluations', CYCLE, { format: 'csv', out: '/e', workplace: 'e9' })).toMatchObject({ status: 1 });
  });
});

describe('audit verify', () => {
  test('finds nothing where nothing was touched', async () => {
    const { machine, run } = await office();
    await live(machine, STORY);
    await noteLook(machine.exchange.world, request('c1'), { body: 'office', name: 'An' }, 'list');
    const clean = await run('audit verify');
    expect(clean).toMatchObject({ status: 0, json: { flaws: [] } });
    expect(clean.lines.join('\n')).toContain('Everything is as it was written.');
  });

  test('names the first break of a journal that was changed', async () => {
    const { machine, run } = await office();
    await live(machine, until('the ward confirms'));
    const key = keys.entry('request', request('c1'), 2);
    const item = await machine.ground.table.get(key);
    if (!item) throw new Error('no second entry');
    await machine.ground.table.put({ ...item, body: { ...Object(item.body), at: '2026-11-01T00:00:00.000Z' } });
    expect(await run('audit verify', CYCLE)).toMatchObject({
      status: 1,
      json: { flaws: [{ kind: 'request', id: request('c1'), seq: 2, flaw: 'changed' }] },
    });
  });
});

describe('repair', () => {
  test('makes a lost row of a board again', async () => {
    const { machine, run } = await office();
    await live(machine, until('the ward confirms'));
    await machine.ground.table.remove(keys.boardRow(CYCLE, 'w1', request('c1')));
    expect(await run('status', CYCLE)).toMatchObject({ json: { requests: { requests: 2 } } });
    expect(await run('repair')).toMatchObject({ status: 0 });
    expect(await run('status', CYCLE)).toMatchObject({ json: { requests: { requests: 3 } } });
  });
});
