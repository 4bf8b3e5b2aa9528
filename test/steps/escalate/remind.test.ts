import { describe, expect, it } from 'vitest';
import { rollupsOf } from '#records/boards.ts';
import { listPoison, retryPoison } from '#records/cycles.ts';
import { readEvaluation } from '#records/evaluations.ts';
import { desks, load } from '#records/journal.ts';
import type { MailKind } from '#records/outbox.ts';
import { confirmAnswers, excuseCommittee, grantTime, replaceContact, sendBackAnswers } from '#steps/confirm/confirm.ts';
import { extendCycle } from '#steps/launch/control.ts';
import { noteVisit } from '#steps/respond/tell.ts';
import { faulty } from '#test/support/faulty.ts';
import { anOffice, by, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { ORDER } from '#test/support/small-cycle.ts';
import { recordReturn } from '#watch/returned.ts';

const CYCLE = '2026-11-open01';
const cell = (id: string, more: Partial<CellSeed> = {}): CellSeed => ({ id, members: membersOf(id, 2), ...more });
const id = (committee: string) => `${CYCLE}.${committee}`;
const morningOf = (day: string) => `${day}T02:00:00.000Z`;

async function asked(...cells: readonly CellSeed[]) {
  const office = await anOffice(rosterCsv(cells));
  await office.begin();
  return office;
}

/** The sweep of a day, and what was reminded so far. */
async function sweep(office: Office, day: string) {
  await office.at(morningOf(day));
  return office.doAll(CYCLE);
}

const stepsOf = async (office: Office, committee: string) =>
  (await office.state(id(committee))).reminders.map(({ step }) => step);

const toldTo = async (office: Office, desk = 'w1') =>
  (await load(office.world.table, desks, id(desk))).state.told.map(({ what, morning, requests }) => ({
    what,
    day: morning.slice(0, 10),
    cells: requests.map((request) => request.slice(CYCLE.length + 1)),
  }));

const boxes = async (office: Office, kind: MailKind) =>
  (await office.mails(kind)).map(({ recipient }) => recipient.mailbox);

describe('reminders', () => {
  it('go to who still owes, step by step, and to nobody else', async () => {
    const office = await asked(cell('owes'), cell('half'), cell('sent'), cell('excused'));
    await office.submit(id('half'), 'half 1', [0]);
    await office.submit(id('sent'), 'sent 1', [0, 1]);
    await excuseCommittee(office.world)(id('excused'), by('w1', 'excuse'), 'Chi bộ giải thể.');
    for (const day of ['2026-11-13', '2026-11-16', '2026-11-25', '2026-11-27', '2026-12-02', '2026-12-04'])
      await sweep(office, day);
    expect(await stepsOf(office, 'owes')).toEqual(['2026-11-30-10', '2026-11-30-3', '2026-11-30-1', '2026-11-30+2']);
    expect(await stepsOf(office, 'half')).toEqual(await stepsOf(office, 'owes'));
    expect(await stepsOf(office, 'sent')).toEqual([]);
    expect(await stepsOf(office, 'excused')).toEqual([]);
  });

  it('are no fact about a cell that gets no mail, and its evaluation tells of none', async () => {
    const office = await asked(
      cell('paper', { channel: 'paper', mailbox: '' }),
      cell('ward', { channel: 'ward', mailbox: '' }),
      cell('mail'),
    );
    for (const day of ['2026-11-16', '2026-11-25', '2026-11-27', '2026-12-02']) await sweep(office, day);
    expect(await stepsOf(office, 'mail')).toHaveLength(4);
    for (const other of ['paper', 'ward']) {
      expect(await stepsOf(office, other)).toEqual([]);
      // The ward that carries the paper hears of it when it is late, like of any other.
      expect((await office.state(id(other))).escalated).toHaveLength(1);
    }
    await sweep(office, '2026-12-11');
    const { releases } = await office.state(id('paper'));
    const evaluation = await readEvaluation(office.table, id('paper'), releases[0]?.text ?? { key: '', hash: '' });
    expect(evaluation.lines).toHaveLength(2);
    expect(evaluation.coverage.remindedAt).toEqual([]);
  });

  it('after three missed days there is one catch-up, not three (F15)', async () => {
    const office = await asked(cell('c1'));
    const done = await sweep(office, '2026-11-27');
    expect(done.filter((job) => job.startsWith('remind'))).toEqual(['remind@2026-11-27T01:00:00.000Z']);
    expect(await stepsOf(office, 'c1')).toEqual(['2026-11-30-1']);
  });

  it('who has answered in the meantime is not reminded: the journal decides, not the list', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    await office.at(morningOf('2026-11-16'));
    const rows = office.table.all().filter(({ pk }) => pk.startsWith('BOARD#'));
    await office.submit(id('c1'), 'c1 all', [0, 1]);
    for (const row of rows) await office.world.table.put(row);
    await office.doAll(CYCLE);
    expect(await stepsOf(office, 'c1')).toEqual([]);
    expect(await stepsOf(office, 'c2')).toEqual(['2026-11-30-10']);
  });

  it('whose mail could not be written is mended by a retry, even when the committee wrote in between (F24)', async () => {
    const office = await asked(cell('c1'), cell('c2'), cell('c3'));
    const { table: store } = office;
    const { table, mend } = faulty(
      store,
      ({ pk, body }) =>
        pk.startsWith('MAIL#') && JSON.stringify(body).includes('"reminder"') && JSON.stringify(body).includes('c1@'),
    );
    await office.at(morningOf('2026-11-16'));
    await office.through(table).doAll(CYCLE);
    expect(await listPoison(store, CYCLE)).toMatchObject([{ subject: id('c1'), work: 'remind' }]);
    expect(await boxes(office, 'reminder')).toEqual(['c2@coquan.example', 'c3@coquan.example']);
    await noteVisit(office.world)(id('c1'), by('c1').by);
    mend();
    await retryPoison(store, CYCLE);
    await office.doAll(CYCLE);
    expect(await boxes(office, 'reminder')).toContain('c1@coquan.example');
    expect(await stepsOf(office, 'c1')).toEqual(['2026-11-30-10']);
    expect(await listPoison(store, CYCLE)).toEqual([]);
  });

  it('whose mail a crash swallowed the day before leave the next morning', async () => {
    const office = await asked(cell('c1'));
    const { table } = faulty(office.table, ({ pk }) => pk.startsWith('MAIL#'));
    await office.at(morningOf('2026-11-16'));
    await office
      .through(table)
      .doAll(CYCLE)
      .catch(() => {});
    expect(await stepsOf(office, 'c1')).toEqual(['2026-11-30-10']);
    expect(await office.mails('reminder')).toEqual([]);
    await sweep(office, '2026-11-17');
    expect(await office.mails('reminder')).toHaveLength(1);
    expect(await stepsOf(office, 'c1')).toEqual(['2026-11-30-10']);
  });
});

describe('what the ward hears', () => {
  it('one digest of all that is late, once, and the province the counts, once and once more', async () => {
    const office = await asked(cell('c1'), cell('c2'), cell('c3'));
    await office.submit(id('c3'), 'c3 all', [0, 1]);
    await confirmAnswers(office.world)(id('c3'), by('w1', 'confirms'), [0, 1]);
    for (const day of [
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-07',
      '2026-12-08',
      '2026-12-09',
    ])
      await sweep(office, day);
    expect(await toldTo(office)).toEqual([{ what: 'overdue', day: '2026-12-01', cells: ['c1', 'c2'] }]);
    expect((await toldTo(office, 't1')).map(({ what, day }) => `${what} ${day}`)).toEqual([
      'counts 2026-12-03',
      'counts 2026-12-07',
    ]);
    expect((await rollupsOf(office.world.table, CYCLE)).find(({ deskId }) => deskId === 'w1')).toMatchObject({
      requests: 3,
      finished: 1,
      overdue: 2,
    });
  });

  it('at half-time who never opened the link, and not who was sent none', async () => {
    const paper = cell('paper', { channel: 'paper', mailbox: '' });
    const office = await asked(cell('c1'), cell('c2'), cell('c3'), paper);
    await noteVisit(office.world)(id('c2'), by('c2').by);
    await sweep(office, '2026-11-13');
    expect(await toldTo(office)).toEqual([]);
    await sweep(office, '2026-11-16');
    await sweep(office, '2026-11-17');
    expect(await toldTo(office)).toEqual([{ what: 'halfTime', day: '2026-11-16', cells: ['c1', 'c3'] }]);
  });

  it('that answers wait, once for what is new and once more on the eve of its own date', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    await office.submit(id('c1'), 'c1 all', [0, 1]);
    await noteVisit(office.world)(id('c2'), by('c2').by);
    for (const day of ['2026-11-03', '2026-11-04']) await sweep(office, day);
    await office.submit(id('c2'), 'c2 one', [0]);
    for (const day of ['2026-11-05', '2026-11-06', '2026-12-03']) await sweep(office, day);
    expect((await toldTo(office)).filter(({ what }) => what === 'toConfirm')).toEqual([
      { what: 'toConfirm', day: '2026-11-03', cells: ['c1'] },
      { what: 'toConfirm', day: '2026-11-05', cells: ['c1', 'c2'] },
      { what: 'toConfirm', day: '2026-12-03', cells: ['c1', 'c2'] },
    ]);
  });

  it('nothing of cells that have no ward', async () => {
    const office = await asked(cell('c1', { ward: '' }));
    for (const day of ['2026-11-16', '2026-12-01', '2026-12-04']) await sweep(office, day);
    expect(await toldTo(office, '-')).toEqual([]);
    expect((await office.state(id('c1'))).escalated).toEqual([]);
    expect(await stepsOf(office, 'c1')).not.toEqual([]);
  });

  it('of a cell again that is late by a new date too', async () => {
    const office = await asked(cell('c1'), cell('c2'), cell('c3'));
    await sweep(office, '2026-12-01');
    await grantTime(office.world)(id('c1'), by('w1', 'more time'), '2026-12-03');
    await extendCycle(office.control)(
      CYCLE,
      { by: 'An', commandId: 'extend' },
      {
        ...ORDER.dates,
        dueOn: '2026-12-07',
        confirmBy: '2026-12-09',
      },
    );
    await sweep(office, '2026-12-02');
    expect((await office.rows(CYCLE)).map(({ escalatedTo }) => escalatedTo)).toEqual([[], [], []]);
    await office.submit(id('c2'), 'c2 all', [0, 1]);
    for (const day of ['2026-12-04', '2026-12-07', '2026-12-08', '2026-12-09']) await sweep(office, day);
    expect((await toldTo(office)).filter(({ what }) => what === 'overdue')).toEqual([
      { what: 'overdue', day: '2026-12-01', cells: ['c1', 'c2', 'c3'] },
      { what: 'overdue', day: '2026-12-08', cells: ['c1', 'c3'] },
    ]);
    expect((await office.state(id('c1'))).escalated).toHaveLength(2);
  });

  it('of what was sent back only when its own days are over', async () => {
    const office = await asked(cell('c1'));
    await office.submit(id('c1'), 'c1 all', [0, 1]);
    await office.at(morningOf('2026-11-30'));
    await sendBackAnswers(office.world)(id('c1'), by('w1', 'back'), [0], 'Thiếu dẫn chứng.');
    await sweep(office, '2026-12-02');
    expect((await office.state(id('c1'))).escalated).toEqual([]);
    await sweep(office, '2026-12-03');
    expect((await office.state(id('c1'))).escalated).toHaveLength(1);
  });

  it('that mail came back, of each cell once, and again of one whose new mailbox refuses too', async () => {
    const office = await asked(cell('c1'), cell('c2'), cell('c3'));
    const mails = await office.mails('request');
    const mailTo = (committee: string) =>
      mails.find((m) => m.recipient.mailbox === `${committee}@coquan.example`)?.id ?? '';
    await recordReturn(office.world, mailTo('c1'), true, '550');
    await recordReturn(office.world, mailTo('c2'), true, '550');
    await office.at('2026-11-02T02:05:00.000Z');
    await recordReturn(office.world, mailTo('c3'), true, '550');
    expect(await toldTo(office)).toMatchObject([{ cells: ['c1'] }, { cells: ['c2'] }]);
    expect(await office.mails('unreachable')).toMatchObject([{ dueAt: '2026-11-02T02:02:00.000Z' }]);
    await sweep(office, '2026-11-03');
    await sweep(office, '2026-11-04');
    expect(await toldTo(office)).toMatchObject([
      { cells: ['c1'] },
      { cells: ['c2'] },
      { day: '2026-11-03', cells: ['c3'] },
    ]);
    await replaceContact(office.world)(id('c1'), by('w1', 'new'), {
      channel: 'mailbox',
      mailbox: 'moi@x.example',
      language: 'vi',
    });
    const link = (await office.mails('link')).find(({ recipient }) => recipient.mailbox === 'moi@x.example');
    await recordReturn(office.world, link?.id ?? '', true, '550');
    expect((await toldTo(office)).at(-1)).toMatchObject({ what: 'unreachable', cells: ['c1'] });
  });

  it('that a new mailbox refuses too, on the day of a letter that has left already: the next morning', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    const [mail] = (await office.mails('request')).filter((m) => m.recipient.mailbox === 'c1@coquan.example');
    await recordReturn(office.world, mail?.id ?? '', true, '550');
    await office.at('2026-11-02T03:00:00.000Z');
    const contact = { channel: 'mailbox', mailbox: 'moi@x.example', language: 'vi' } as const;
    await replaceContact(office.world)(id('c1'), by('w1', 'new'), contact);
    const [link] = await office.mails('link');
    await recordReturn(office.world, link?.id ?? '', true, '550');
    expect(await toldTo(office)).toHaveLength(1);
    await sweep(office, '2026-11-03');
    await sweep(office, '2026-11-04');
    expect(await toldTo(office)).toMatchObject([{ cells: ['c1'] }, { day: '2026-11-03', cells: ['c1'] }]);
  });

  it('a cell whose mail came back is out of reach, and not late', async () => {
    const office = await asked(cell('c1'), cell('c2'));
    const [mail] = (await office.mails('request')).filter((m) => m.recipient.mailbox === 'c1@coquan.example');
    await recordReturn(office.world, mail?.id ?? '', true, '550');
    for (const day of ['2026-11-27', '2026-12-01', '2026-12-02']) await sweep(office, day);
    expect(await stepsOf(office, 'c1')).toEqual([]);
    expect((await office.state(id('c1'))).escalated).toEqual([]);
    expect((await office.state(id('c2'))).escalated).toHaveLength(1);
  });
});
