import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dynamoTable } from '#adapters/dynamodb-table.ts';
import { memoryFiles } from '#adapters/memory-files.ts';
import { spooled } from '#adapters/spool-mailer.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import { silentLog } from '#edge/log.ts';
import { site } from '#edge/site.ts';
import { formOn, Visitor } from '#infra/local/demo/visitor.ts';
import { type Machine, machineOn } from '#infra/local/machine.ts';
import type { Table } from '#ports';
import { startDynamo } from '#test/support/dynamo.ts';
import { emptyFolder } from '#test/support/folder.ts';
import { memoryGround, testSettings } from '#test/support/ground.ts';
import { CYCLE, live, request, STORY } from '#test/support/small-cycle.ts';

/** The same journey through the real pages, without script, on either store. */
const stores: { readonly [name: string]: () => Promise<Table> } = {
  SQLite: async () => {
    const store = openSqliteTable(join(await emptyFolder(), 'exchange.db'));
    onTestFinished(() => store.close());
    return store.table;
  },
  DynamoDB: async () => {
    const dynamo = await startDynamo();
    onTestFinished(() => dynamo.stop());
    return dynamoTable(dynamo.calls, dynamo.name);
  },
};

function pagesOf({ ground, exchange }: Machine) {
  return site({
    ...ground,
    sessionClock: ground.clock,
    world: exchange.world,
    log: silentLog,
    baseUrl: testSettings.baseUrl,
    address: () => '127.0.0.1',
    wake: exchange.control.wake,
    nudge: () => {},
    mailLeaves: false,
  });
}

/** Opens the newest mail of a kind to a mailbox, with a code from the same mailbox where the device is new. */
async function enter(
  machine: Machine,
  kind: string,
  mailbox: string,
  who = new Visitor(pagesOf(machine), testSettings.baseUrl),
) {
  const newest = async (of: string) =>
    (await spooled(machine.ground.table)).findLast((l) => l.kind === of && l.to === mailbox);
  const letter = await newest(kind);
  const seen = await who.open(letter?.links[0] ?? '', mailbox);
  if (!seen.path.startsWith('/r/code')) return { who, seen };
  await machine.settle();
  const [digits = ''] = /\d{4} ?\d{4}/.exec((await newest('code'))?.text ?? '') ?? [];
  return { who, seen: await who.post('/r/code', [['code', digits]]) };
}

const levels = [
  ['level.example', 'setsExample'],
  ['level.civicDuties', 'leads'],
  ['reason.civicDuties', 'Vận động ba hộ hiến đất mở đường.'],
  ['date.civicDuties', '2026-08-20'],
  ['level.attendance', 'partial'],
  ['level.contact', 'regular'],
  ['level.mobilising', 'active'],
  ['level.proposal', 'none'],
  ['source', 'meetings'],
] as const;

const meeting = [
  ['metOn', '2026-11-01'],
  ['participants', 'Chi ủy và ban công tác Mặt trận'],
  ['front', 'met'],
  ['frontWho', ''],
  ['frontBecause', ''],
  ['signer', 'Lê Văn An'],
  ['role', 'Bí thư'],
  ['second', 'minutes'],
  ['minutes', 'BB 12'],
] as const;

describe('from a mailed link to a delivered evaluation, through the pages and without script', () => {
  it.each(Object.keys(stores))(
    'on %s',
    async (name) => {
      const table = await stores[name]?.();
      if (!table) throw new Error('no such store');
      const machine = await machineOn({ ...(await memoryGround(table)), files: memoryFiles() }, testSettings);
      onTestFinished(() => machine.close());
      await live(machine, STORY.slice(0, 4));

      const home = `/c/${request('c1')}/`;
      const cell = await enter(machine, 'request', 'khoi@phuong.example');
      for (const n of [1, 2]) {
        const path = `${home}m/${n}`;
        await cell.who.post(path, [...formOn(await cell.who.get(path), path), ...levels, ['go', 'next']]);
      }
      const meetingPage = await cell.who.get(`${home}meeting`);
      await cell.who.post(`${home}meeting`, [...formOn(meetingPage, `${home}meeting`), ...meeting, ['go', 'next']]);
      const sent = await cell.who.post(`${home}check`, formOn(await cell.who.get(`${home}check`), `${home}check`));
      expect(sent.html).toContain('2');
      await machine.settle();

      await machine.moveClock('2026-11-03T02:00:00.000Z');
      await machine.settle();
      const ward = await enter(machine, 'toConfirm', 'ho-sen@phuong.example');
      const read = `/w/${CYCLE}.w1/cell/c1/`;
      const waiting = await ward.who.get(`${read}read/`);
      expect(waiting.html).toContain('Vận động ba hộ hiến đất mở đường.');
      await ward.who.post(`${read}confirm`, [
        ...formOn(waiting, `${read}confirm`),
        ['name', 'Trần Văn Bình'],
        ['all', 'yes'],
      ]);
      await machine.settle();

      const member = await enter(machine, 'memberTold', 'duc@nguoi.example');
      const own = `/m/${request('c1')}.0/`;
      await member.who.post(`${own}view`, [
        ...formOn(await member.who.get(own), `${own}view`),
        ['view', 'Tôi nhất trí.'],
      ]);

      await machine.moveClock('2026-12-11T02:00:00.000Z');
      await machine.settle();
      const workplace = await enter(machine, 'evaluations', 'truong@coquan.example');
      const list = await workplace.who.get(`/e/${CYCLE}.e1/`);
      expect(list.html).toContain('Nguyễn Văn Đức');
      expect(list.html).not.toContain('Trần Thị Hoà');
      const evaluation = await workplace.who.get(`/e/${CYCLE}.e1/m/c1.1/`);
      for (const words of ['Vận động ba hộ hiến đất mở đường.', 'Tôi nhất trí.', 'Lê Văn An', 'Trần Văn Bình'])
        expect(evaluation.html).toContain(words);
      const acknowledge = `/e/${CYCLE}.e1/acknowledge`;
      const done = await workplace.who.post(acknowledge, [...formOn(list, acknowledge), ['name', 'Phạm Thị Lan']]);
      expect(done.html).toContain('Phạm Thị Lan');
    },
    60_000,
  );
});
