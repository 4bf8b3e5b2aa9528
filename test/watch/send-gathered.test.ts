import { describe, expect, it } from 'vitest';
import { keepJob } from '#records/cycles.ts';
import { cancel, extendCycle, launch, stop } from '#steps/launch/control.ts';
import { anOffice, rosterCsv } from '#test/support/office.ts';
import { ORDER } from '#test/support/small-cycle.ts';
import { accepted, CYCLE, cell, hand, mailroom, minutes, waiting } from './mailroom.ts';

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
    // Those who left the roster are told of that, and of nothing else.
    expect(room.told().filter((told) => !told.startsWith('formerMailbox'))).toEqual(['request d1@coquan.example']);
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
