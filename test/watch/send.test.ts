import { describe, expect, it } from 'vitest';
import type { Handover, Letter, Mailer, Table } from '#ports';
import { keepJob } from '#records/cycles.ts';
import { desks, load } from '#records/journal.ts';
import { holdMail } from '#records/mail-hold.ts';
import {
  dueMails,
  enqueue,
  firstDue,
  type MailOrder,
  mailIdOf,
  OUT_SHARDS,
  readMail,
  replaceMail,
} from '#records/outbox.ts';
import { fromBody } from '#records/stored.ts';
import { sendAgain, troubledMails } from '#records/troubled-mails.ts';
import { replaceContact } from '#steps/confirm/confirm.ts';
import { cancel, extendCycle, launch, resume, stop } from '#steps/launch/control.ts';
import { testLinkKey } from '#test/support/ground.ts';
import { anOffice, by, type CellSeed, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { ORDER } from '#test/support/small-cycle.ts';
import { type SendDeps, send } from '#watch/send.ts';

const cell = (id: string, mailbox?: string): CellSeed => ({
  id,
  members: membersOf(id, 2),
  ...(mailbox === undefined ? {} : { mailbox }),
});
const ONE = rosterCsv([cell('c1')]);
const CYCLE = '2026-11-open01';
const hand = { by: 'An', commandId: 'decides' };

const accepted = (letter: Letter): Handover => ({ outcome: 'accepted', messageId: letter.id });

/** Senders on an office's outbox, and everything that was handed to the mailer. */
function mailroom(
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
async function waiting({ world }: Office): Promise<number> {
  const shards = Array.from({ length: OUT_SHARDS }, (_, n) => dueMails(world.table, n, '9999', 9_999));
  return (await Promise.all(shards)).flat().length;
}

const minutes = (office: Office, n: number) =>
  office.at(new Date(Date.parse(office.world.clock.now()) + n * 60_000).toISOString());

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

describe('mails that gather many requests', () => {
  const SHARED = rosterCsv([cell('c1', 'khoi@x.example'), cell('c2', 'khoi@x.example'), cell('c3')]);

  it('wait until their job is done, and then leave as one letter a mailbox (I2)', async () => {
    const office = await anOffice(SHARED);
    const { cycleId } = await office.open();
    await launch(office.control)(cycleId, { ...hand, commandId: 'launch' });
    await office.at('2026-11-02T02:00:00.000Z');
    const { shards } = await office.plan(cycleId);
    const [input] = shards;
    if (!input) throw new Error('nothing is due');
    await office.run(input);
    // As if the task had been stopped just before its last word.
    await keepJob(office.world.table, cycleId, `${input.job}#${input.shard}`, office.generation, { done: false });
    const room = mailroom(office);
    expect(await room.send()).toEqual({ more: false, sent: 0 });
    await office.run(input);
    await room.send();
    expect(room.told()).toEqual(['request c3@coquan.example', 'request khoi@x.example']);
    expect(room.handed.find(({ to }) => to === 'khoi@x.example')?.links).toHaveLength(2);
  });

  it('are not held by a morning that another has overtaken', async () => {
    const office = await anOffice(SHARED);
    await office.begin();
    const room = mailroom(office);
    await room.send();
    room.handed.length = 0;
    await office.at('2026-11-16T02:00:00.000Z');
    const [input] = (await office.plan(CYCLE)).shards;
    if (!input) throw new Error('no morning is due');
    await office.run(input);
    await keepJob(office.world.table, CYCLE, `${input.job}#${input.shard}`, office.generation, { done: false });
    await room.send();
    expect(room.told()).toEqual(['halfTime w1@coquan.example']);
    room.handed.length = 0;
    // The machine was off until the next day, whose morning is the only one made up for.
    await office.at('2026-11-17T02:00:00.000Z');
    await office.doAll(CYCLE);
    await room.send();
    expect(room.told()).toEqual(['reminder c3@coquan.example', 'reminder khoi@x.example']);
    expect(await waiting(office)).toBe(0);
  });

  it('of a stopped cycle, however many, are in nobody’s way', async () => {
    const many = Array.from({ length: 450 }, (_, n) => cell(`c${n}`));
    const office = await anOffice(rosterCsv(many));
    const first = await office.open();
    await launch(office.control)(first.cycleId, { ...hand, commandId: 'launch' });
    await office.at('2026-11-02T02:00:00.000Z');
    const [input] = (await office.plan(first.cycleId)).shards;
    if (!input) throw new Error('nothing is due');
    await office.run(input);
    await keepJob(office.world.table, first.cycleId, `${input.job}#${input.shard}`, office.generation, { done: false });
    await stop(office.control)(first.cycleId, { ...hand, commandId: 'stop' }, 'xem lại');
    await office.import(rosterCsv([cell('d1')]));
    const { cycleId } = await office.open({}, 'second');
    await launch(office.control)(cycleId, { ...hand, commandId: 'launch 2' });
    await minutes(office, 61);
    await office.doAll(cycleId);
    const room = mailroom(office);
    await room.send();
    expect(room.told()).toEqual(['request d1@coquan.example']);
    const held = (await office.mails('request')).filter((mail) => mail.cycleId === first.cycleId);
    expect(held.every(({ status, dueAt }) => status === 'pending' && dueAt === '2026-11-02T02:00:00.000Z')).toBe(true);
  });

  it('never leave after a cancel; only the one notice does, and only to whom a request had left (I3)', async () => {
    const office = await anOffice(SHARED);
    await office.begin();
    const room = mailroom(office, (letter) =>
      letter.to === 'c3@coquan.example' ? { outcome: 'delayed', reason: '451' } : accepted(letter),
    );
    await room.send();
    await cancel(office.control)(CYCLE, { ...hand, commandId: 'cancel' }, 'thôi');
    await office.doAll(CYCLE);
    await minutes(office, 5);
    const after = mailroom(office);
    await after.send();
    expect(after.told()).toEqual(['cancelled khoi@x.example']);
    expect(await waiting(office)).toBe(0);
  });

  it('no overdue notice leaves for a date that was moved while it waited (F19)', async () => {
    const office = await anOffice(SHARED);
    await office.begin();
    const room = mailroom(office);
    await room.send();
    room.handed.length = 0;
    await office.at('2026-12-02T02:00:00.000Z');
    await office.doAll(CYCLE);
    await extendCycle(office.control)(
      CYCLE,
      { ...hand, commandId: 'extend' },
      {
        ...ORDER.dates,
        dueOn: '2026-12-16',
        confirmBy: '2026-12-18',
        closesOn: '2026-12-22',
      },
    );
    await office.doAll(CYCLE);
    await room.send();
    expect(room.told().filter((told) => told.startsWith('overdue'))).toEqual([]);
    const words = room.handed.map(({ text }) => text).join('\n');
    expect(words).toContain('16/12/2026');
    expect(words).not.toContain('30/11/2026');
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
