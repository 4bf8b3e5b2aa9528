import { describe, expect, it } from 'vitest';
import type { Letter, Table } from '#ports';
import { holdMail } from '#records/mail-hold.ts';
import { dueMails, enqueue, firstDue, type MailOrder, mailIdOf, readMail, replaceMail } from '#records/outbox.ts';
import { fromBody } from '#records/stored.ts';
import { sendAgain, troubledMails } from '#records/troubled-mails.ts';
import { resume, stop } from '#steps/launch/control.ts';
import { anOffice, rosterCsv } from '#test/support/office.ts';
import { accepted, CYCLE, cell, hand, mailroom, minutes, waiting } from './mailroom.ts';

const ONE = rosterCsv([cell('c1')]);

describe('sending', () => {
  it('five senders at once send each mail once (F14)', async () => {
    const cells = Array.from({ length: 30 }, (_, n) => cell(`c${n}`));
    const office = await anOffice(rosterCsv(cells));
    await office.begin();
    const room = mailroom(office);
    const sent = await Promise.all([1, 2, 3, 4, 5].map(() => room.send()));
    expect(room.told()).toEqual(cells.map(({ id }) => `request ${id}@coquan.example`).sort());
    expect(sent.reduce((sum, one) => sum + one.sent, 0)).toBe(30);
    expect(await waiting(office)).toBe(0);
  });

  it('a mail in hand at a crash waits out its lease, and is sent again with the same link', async () => {
    const office = await anOffice(ONE);
    await office.begin();
    const dying = mailroom(office, () => {
      throw new Error('the process is gone');
    });
    await dying.send();
    const room = mailroom(office);
    await minutes(office, 1);
    expect(await room.send()).toEqual({ more: false, sent: 0 });
    await minutes(office, 2);
    expect(await room.send()).toEqual({ more: false, sent: 1 });
    expect(room.handed[0]?.links).toEqual(dying.handed[0]?.links);
    expect(room.handed[0]?.id).toBe(dying.handed[0]?.id);
  });

  it('a committee that joins a mail nobody claimed is in the letter that stays', async () => {
    const office = await anOffice(rosterCsv([cell('c1', 'chung@khoi.example'), cell('c2', 'chung@khoi.example')]));
    await office.begin();
    const { table } = office.world;
    const due = (await Promise.all([2, 3].map((shard) => dueMails(table, shard, '9999', 9)))).flat();
    const stored = await readMail(table, due[0]?.id ?? '');
    if (!stored) throw new Error('no mail waits');
    const [first, second] = stored.mail.subjects;
    if (!first || !second) throw new Error('the mail does not gather both');
    await replaceMail(table, stored, { ...stored.mail, subjects: [first] });
    const letters = new Map<string, Letter>();
    const room = mailroom(
      office,
      async (letter) => {
        if (letters.size === 0) await enqueue(table, { ...stored.mail, subjects: [second] });
        letters.set(letter.id, letter);
        return accepted(letter);
      },
      undefined,
      { replaces: true },
    );
    await room.send();
    expect([...letters.values()].map(({ links }) => links.length)).toEqual([2]);
    expect((await readMail(table, stored.mail.id))?.mail).toMatchObject({ status: 'sent', subjects: [first, second] });
    expect(await waiting(office)).toBe(0);
  });

  it('what is delayed comes again later and later, and fails in the end', async () => {
    const office = await anOffice(ONE);
    await office.begin();
    const room = mailroom(office, () => ({ outcome: 'delayed', reason: '451 later' }));
    const waits: number[] = [];
    for (let tries = 0; tries < 20 && (await waiting(office)) > 0; tries += 1) {
      await room.send();
      const next = await firstDue(office.world.table, 2).then((due) => due ?? firstDue(office.world.table, 3));
      if (!next) continue;
      expect(room.failed).toEqual([]);
      waits.push((Date.parse(next) - Date.parse(office.world.clock.now())) / 60_000);
      await office.at(next);
    }
    expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720]);
    expect(room.handed).toHaveLength(8);
    expect(room.failed).toEqual(['request']);
    expect(await troubledMails(office.world.table, CYCLE)).toMatchObject([{ reason: '451 later' }]);
  });

  it('what failed in the end is known to its request, though the process died at its end', async () => {
    const office = await anOffice(ONE);
    await office.begin();
    const delayed = () => ({ outcome: 'delayed', reason: '451 later' }) as const;
    const before = (await office.state(`${CYCLE}.c1`)).seq;
    const { table } = office.world;
    let gone = false;
    const dying: Table = {
      ...table,
      put: async (item, when) => {
        if (gone) throw new Error('the process is gone');
        const written = await table.put(item, when);
        gone = item.pk.startsWith('MAIL#') && fromBody<{ status: string }>(item).status === 'failed';
        return written;
      },
    };
    const room = mailroom(office, delayed, dying);
    for (let tries = 0; tries < 8; tries += 1) {
      await room.send();
      await minutes(office, 720);
    }
    expect(gone).toBe(true);
    await mailroom(office, delayed).send();
    expect((await office.state(`${CYCLE}.c1`)).seq).toBe(before + 1);
  });

  it('waiting through a stop is no attempt: a delay afterwards begins with a minute', async () => {
    const office = await anOffice(ONE);
    await office.begin();
    await stop(office.control)(CYCLE, { ...hand, commandId: 'stop' }, 'xem lại');
    const room = mailroom(office, () => ({ outcome: 'delayed', reason: '451 later' }));
    for (let quarter = 0; quarter < 12; quarter += 1) {
      expect(await room.send()).toEqual({ more: false, sent: 0 });
      await minutes(office, 16);
    }
    expect(room.handed).toHaveLength(0);
    await resume(office.control)(CYCLE, { ...hand, commandId: 'resume' });
    await room.send();
    expect(room.handed).toHaveLength(1);
    expect(await troubledMails(office.world.table, CYCLE)).toEqual([]);
    await minutes(office, 1);
    await room.send();
    expect(room.handed).toHaveLength(2);
  });

  it('while the provider has paused everybody nobody spins; then all leaves', async () => {
    const office = await anOffice(rosterCsv(Array.from({ length: 20 }, (_, n) => cell(`c${n}`))));
    await office.begin();
    const until = '2026-11-03T00:00:00.000Z';
    const paused = mailroom(office, () => ({ outcome: 'paused', reason: '454 quota', until }));
    expect(await paused.send()).toEqual({ more: false, sent: 0 });
    for (let day = 0; day < 10; day += 1) await paused.send();
    expect(paused.handed.length).toBeLessThanOrEqual(20);
    await office.at(until);
    const room = mailroom(office);
    await room.send();
    expect(room.handed).toHaveLength(20);
  });

  it('a letter that cannot be made is tried again, stands in nobody’s way, and fails in the end (F11)', async () => {
    const office = await anOffice(rosterCsv([cell('c1'), cell('c2')]));
    await office.begin();
    const { table } = office.world;
    const broken: Table = {
      ...table,
      query: (pk, range) => {
        if (pk === `J#request#${CYCLE}.c1`) throw new TypeError('torn');
        return table.query(pk, range);
      },
    };
    const room = mailroom(office, accepted, broken);
    await room.send();
    expect(room.told()).toEqual(['request c2@coquan.example']);
    for (let tries = 0; tries < 10; tries += 1) {
      await minutes(office, 720);
      await room.send();
    }
    const [trouble] = await troubledMails(table, CYCLE);
    expect(trouble).toMatchObject({
      status: 'failed',
      reason: 'fault TypeError',
      recipient: { mailbox: 'c1@coquan.example' },
    });
    expect(await waiting(office)).toBe(0);
    expect(await sendAgain(table, trouble?.id ?? '', office.world.clock.now())).toBe(true);
    const mended = mailroom(office);
    await mended.send();
    expect(mended.told()).toEqual(['request c1@coquan.example']);
  });
});

describe('what a person waits for', () => {
  const code = (now: string): MailOrder => ({
    kind: 'code',
    recipient: { mailbox: 'an@tinh.example', language: 'vi' },
    about: 'enter',
    subjects: [],
    occurrence: '1',
    dueAt: now,
    facts: { code: '12345678', minutes: 10 },
  });

  it('leaves at once, behind however many others, and while mail is held', async () => {
    const office = await anOffice(rosterCsv(Array.from({ length: 250 }, (_, n) => cell(`c${n}`))));
    await office.begin();
    const order = code(office.world.clock.now());
    await enqueue(office.world.table, order);
    const paused = mailroom(office, (letter) =>
      letter.kind === 'code' ? accepted(letter) : { outcome: 'delayed', reason: '451' },
    );
    await holdMail(office.world.table, 'restored', office.world.clock.now());
    await paused.send();
    expect(paused.told()).toEqual(['code an@tinh.example']);
    expect(await readMail(office.world.table, mailIdOf(order))).toMatchObject({ mail: { status: 'sent' } });
    expect(await waiting(office)).toBe(250);
  });
});
