import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { committee } from '#domain/actor.ts';
import { boardOf } from '#records/boards.ts';
import { keepPoison } from '#records/cycles.ts';
import { keys } from '#records/keys.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import {
  command,
  consoleInMemory,
  launched,
  type SignedIn,
  signedIn,
  type TestConsole,
} from '#test/support/console.ts';
import { COMMENT, SIGNING } from '#test/support/small-cycle.ts';
import { auditCycles } from '#watch/audit.ts';
import { digestHeads } from '#watch/digest.ts';
import { repairCycle } from '#watch/repair.ts';
import { verifyCycle } from '#watch/verify.ts';

let here: TestConsole;
let an: SignedIn;
let cycleId: string;
let id: string;

beforeEach(async () => {
  here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  an = await signedIn(here, 'Nguyễn An');
  cycleId = await launched(here, an);
  id = `${cycleId}.CB-01`;
  await submitAnswers(here.machine.exchange.world)(id, {
    commandId: command(here),
    by: committee('CB-01', 'Lê Văn An'),
    via: 'link',
    answers: [{ slot: 0, answer: COMMENT }],
    signing: SIGNING,
  });
});

const flaws = async () =>
  (await verifyCycle(here.deps, cycleId)).flaws.map(({ kind, id, seq, flaw }) => [kind, id, seq, flaw]);

it('finds nothing in a record that is whole, and says how much it read', async () => {
  const audit = await verifyCycle(here.deps, cycleId);
  expect(audit.flaws).toEqual([]);
  expect(audit.journals).toBeGreaterThanOrEqual(3);
  expect(audit.texts).toBe(1);
  const answer = await an.post(`/console/cycles/${cycleId}/audit`, { form: { csrf: an.csrf } });
  expect(await answer.text()).toContain('Sổ ghi nguyên vẹn');
});

it('names the first entry that was changed', async () => {
  const key = keys.entry('request', id, 2);
  const item = await here.table.get(key);
  await here.table.put({ ...key, version: 2, body: { ...(item?.body as object), at: '2026-11-01T00:00:00.000Z' } });
  expect(await flaws()).toEqual([['request', id, 2, 'changed']]);
  const answer = await an.post(`/console/cycles/${cycleId}/audit`, { form: { csrf: an.csrf } });
  expect(await answer.text()).toContain('mục bị sửa');
});

it('names an entry that is missing', async () => {
  await here.table.remove(keys.entry('request', id, 1));
  expect(await flaws()).toEqual([['request', id, 1, 'gap']]);
});

it('sees that the end of a journal was cut off, because a board has seen more', async () => {
  await here.table.remove(keys.entry('request', id, 2));
  expect(await flaws()).toEqual([['request', id, 2, 'cut']]);
});

it('sees two entries that changed places', async () => {
  const [one, two] = await Promise.all([1, 2].map((seq) => here.table.get(keys.entry('request', id, seq))));
  await here.table.put({ ...keys.entry('request', id, 1), version: 1, body: two?.body ?? null });
  await here.table.put({ ...keys.entry('request', id, 2), version: 2, body: one?.body ?? null });
  expect(await flaws()).toEqual([['request', id, 1, 'gap']]);
});

it('sees a text that is not the one its entry points to, and counts one that was removed by order as hidden', async () => {
  const { items } = await here.table.query(keys.text(id, '').pk);
  const [text] = items;
  if (!text) throw new Error('no text');
  await here.table.put({ ...text, body: { answers: [] } });
  expect(await flaws()).toEqual([['request', id, 2, 'text']]);
  await here.table.remove(text);
  expect((await verifyCycle(here.deps, cycleId)).hidden).toBe(1);
});

it('makes rows of boards anew, one that was lost and one that says something else', async () => {
  const before = await boardOf(here.table, cycleId, 'PX-01');
  const [one, two] = before;
  if (!one || !two) throw new Error('no rows');
  await here.table.remove(keys.boardRow(cycleId, 'PX-01', one.requestId));
  const row = await here.table.get(keys.boardRow(cycleId, 'PX-01', two.requestId));
  if (row) await here.table.put({ ...row, body: { ...(row.body as object), name: 'ai đó' } });
  const repaired = await repairCycle(here.deps, cycleId);
  expect(repaired.rebuilt).toBe(3);
  expect(await boardOf(here.table, cycleId, 'PX-01')).toEqual(before);
});

it('repairs a large cycle part by part: each goes on where the one before stopped, and only the first wakes', async () => {
  const before = await boardOf(here.table, cycleId, 'PX-01');
  const read = async () => (await here.table.query(keys.board(cycleId, 'PX-01'))).items;
  for (const row of await read()) await here.table.remove(row);
  const rows: number[] = [];
  let woken = 0;
  const wake = async () => {
    // What the cycle waits for is not put off until the boards stand again.
    expect(await read()).toEqual([]);
    woken += 1;
  };
  let next: string | undefined;
  do {
    const how = next === undefined ? { wake } : { after: next };
    const part = await repairCycle(here.deps, cycleId, { ...how, patience: 0, batch: 1 });
    rows.push(part.rebuilt);
    next = part.next;
  } while (next !== undefined);
  expect(rows).toEqual([1, 1, 1]);
  expect(woken).toBe(1);
  expect(await boardOf(here.table, cycleId, 'PX-01')).toEqual(before);
});

it('has a button on the page that goes on where a repair stopped', async () => {
  const stopped = `/console/cycles/${cycleId}/audit?repaired=0-0-1000&after=${encodeURIComponent(`request ${cycleId}.CB-00`)}`;
  const page = await (await an.get(stopped)).text();
  expect(page).toContain('Còn những dòng khác');
  expect(page).toContain(`name="after" value="request ${cycleId}.CB-00"`);
  const form = { csrf: an.csrf, after: `request ${cycleId}.CB-01` };
  const answer = await an.post(`/console/cycles/${cycleId}/repair`, { form });
  expect(answer.headers.get('location')).toBe(`/console/cycles/${cycleId}/audit?repaired=0-0-1`);
});

it('is not read on a page that has no time for so large a cycle, which names the command that has', async () => {
  const small = await consoleInMemory({ audits: { most: 1, larger: 'npm run audit' } });
  onTestFinished(() => small.machine.close());
  const binh = await signedIn(small, 'Lê Bình');
  const cycle = await launched(small, binh);
  const page = await (await binh.get(`/console/cycles/${cycle}/audit`)).text();
  expect(page).toContain('<code>npm run audit</code>');
  expect(page).not.toContain(`action="/console/cycles/${cycle}/audit"`);
  const answer = await binh.post(`/console/cycles/${cycle}/audit`, { form: { csrf: binh.csrf } });
  expect(await answer.text()).not.toContain('Sổ ghi nguyên vẹn');
});

it('reads the journal of each committee once, and asks for no entry that a digest saw a second time', async () => {
  await digestHeads(here.deps);
  const asked: string[] = [];
  const table: typeof here.table = {
    ...here.table,
    get: (key, how) => {
      asked.push(`${key.pk} ${key.sk}`);
      return here.table.get(key, how);
    },
    query: (pk, range) => {
      asked.push(pk);
      return here.table.query(pk, range);
    },
  };
  const audit = await auditCycles({ files: here.deps.files, world: { ...here.deps.world, table } }, [cycleId], cycleId);
  expect([audit.flaws, audit.digests]).toEqual([[], 1]);
  const journals = asked.filter((one) => /^J#(?!cycle)/.test(one));
  expect(journals.length).toBeGreaterThan(5);
  expect(new Set(journals).size).toBe(journals.length);
  expect(journals.filter((one) => one.includes(' '))).toEqual([]);
});

it('sees that an end was cut off which only the digest outside the table knows of', async () => {
  await digestHeads(here.deps);
  const row = await here.table.get(keys.boardRow(cycleId, 'PX-01', id));
  await here.table.remove(keys.entry('request', id, 2));
  if (row) await here.table.put({ ...row, version: 1, body: { ...(row.body as object), seq: 1 } });
  expect(await flaws()).toEqual([]);
  const page = await (await an.post(`/console/cycles/${cycleId}/audit`, { form: { csrf: an.csrf } })).text();
  expect(page).toContain(`request ${id}, mục 2: phần cuối bị cắt`);
});

it('lets what the machine could not do be tried again, from the page', async () => {
  const at = '2026-11-02T01:00:00.000Z';
  await keepPoison(here.table, cycleId, {
    work: 'ask',
    at,
    shard: '0',
    subject: 'CB-01',
    error: 'Error',
    failedAt: at,
  });
  expect(await (await an.get(`/console/cycles/${cycleId}`)).text()).toContain('1 việc máy chưa làm được');
  const answer = await an.post(`/console/cycles/${cycleId}/repair`, { form: { csrf: an.csrf } });
  const page = await (await an.get(answer.headers.get('location') ?? '')).text();
  expect(page).toContain('thử lại 1 việc');
  expect(page).toContain('Không có việc nào máy chưa làm được');
  await here.machine.settle();
});
