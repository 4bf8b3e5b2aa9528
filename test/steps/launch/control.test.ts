import { describe, expect, it } from 'vitest';
import { statusOf } from '#domain/cycle.ts';
import { isRefusal } from '#domain/refusal.ts';
import { readClockwork } from '#records/cycles.ts';
import { cycles, verify } from '#records/journal.ts';
import { cancel, closeEarly, extendCycle, launch, resume, stop } from '#steps/launch/control.ts';
import { executions } from '#test/support/executions.ts';
import { anOffice, membersOf, type Office, rosterCsv } from '#test/support/office.ts';
import { ORDER } from '#test/support/small-cycle.ts';
import { wake } from '#watch/wake.ts';

const CYCLE = '2026-11-open01';
const ROSTER = rosterCsv([{ id: 'c1', members: membersOf('c1', 2) }]);
const hand = (commandId: string) => ({ by: 'An', commandId });
const later = { ...ORDER.dates, dueOn: '2026-12-02' };

type Deed = (office: Office, commandId?: string) => Promise<unknown>;
const deeds = {
  launch: (office: Office, id = 'l') => launch(office.control)(CYCLE, hand(id)),
  stop: (office: Office, id = 's') => stop(office.control)(CYCLE, hand(id), 'xem lại'),
  resume: (office: Office, id = 'r') => resume(office.control)(CYCLE, hand(id)),
  extend: (office: Office, id = 'e') => extendCycle(office.control)(CYCLE, hand(id), later),
  closeEarly: (office: Office, id = 'c') => closeEarly(office.control)(CYCLE, hand(id)),
  cancel: (office: Office, id = 'x') => cancel(office.control)(CYCLE, hand(id), 'thôi'),
} satisfies { readonly [name: string]: Deed };
type Name = keyof typeof deeds;

const to =
  (day: string, time = '02:00:00.000Z') =>
  (office: Office) =>
    office.at(`${day}T${time}`);
const launched: readonly Deed[] = [deeds.launch];
const running: readonly Deed[] = [deeds.launch, to('2026-11-05')];
const stopped: readonly Deed[] = [...running, deeds.stop];
const closed: readonly Deed[] = [...running, to('2026-12-10', '17:00:00.000Z')];
const stoppedLong: readonly Deed[] = [...stopped, to('2026-12-11')];

async function cycleAfter(before: readonly Deed[]): Promise<Office> {
  const office = await anOffice(ROSTER);
  await office.open();
  for (const deed of before) await deed(office, undefined);
  return office;
}

describe('what may be decided about a cycle, and when', () => {
  it.each<[string, readonly Deed[], { readonly [name in Name]: string }]>([
    [
      'opened',
      [],
      { launch: 'yes', stop: 'TooEarly', resume: 'AlreadyDone', extend: 'yes', closeEarly: 'TooEarly', cancel: 'yes' },
    ],
    [
      'holding',
      launched,
      {
        launch: 'AlreadyDone',
        stop: 'yes',
        resume: 'AlreadyDone',
        extend: 'yes',
        closeEarly: 'TooEarly',
        cancel: 'yes',
      },
    ],
    [
      'running',
      running,
      { launch: 'AlreadyDone', stop: 'yes', resume: 'AlreadyDone', extend: 'yes', closeEarly: 'yes', cancel: 'yes' },
    ],
    [
      'stopped',
      stopped,
      { launch: 'AlreadyDone', stop: 'AlreadyDone', resume: 'yes', extend: 'yes', closeEarly: 'yes', cancel: 'yes' },
    ],
    [
      'closed',
      closed,
      {
        launch: 'AlreadyDone',
        stop: 'TooLate',
        resume: 'AlreadyDone',
        extend: 'TooLate',
        closeEarly: 'TooLate',
        cancel: 'TooLate',
      },
    ],
    [
      'cancelled',
      [...running, deeds.cancel],
      {
        launch: 'CycleOver',
        stop: 'CycleOver',
        resume: 'CycleOver',
        extend: 'CycleOver',
        closeEarly: 'CycleOver',
        cancel: 'CycleOver',
      },
    ],
  ])('%s', async (_, before, allowed) => {
    for (const name of Object.keys(deeds) as Name[]) {
      const office = await cycleAfter(before);
      const outcome = await deeds[name](office, 'another hand').then(
        () => 'yes',
        (error: unknown) => (isRefusal(error) ? error.name : `fault ${error}`),
      );
      expect(`${name} ${outcome}`).toBe(`${name} ${allowed[name]}`);
    }
  });

  it('a cycle that was never opened is not found', async () => {
    const office = await anOffice(ROSTER);
    await expect(deeds.launch(office)).rejects.toMatchObject({ name: 'NotFound' });
  });

  it.each<[string, Partial<typeof later>, string]>([
    ['an earlier date due', { dueOn: '2026-11-27' }, 'dueOn extensionNotLater'],
    ['the same date due', { dueOn: '2026-11-30' }, 'dueOn extensionNotLater'],
    ['an earlier closing', { closesOn: '2026-12-09' }, 'closesOn extensionNotLater'],
    ['a ward that confirms on the day due', { dueOn: '2026-12-04' }, 'confirmBy dateNotAfter'],
    ['a close on the ward’s day', { dueOn: '2026-12-05', confirmBy: '2026-12-10' }, 'closesOn dateNotAfter'],
    ['a close after more than 120 days', { closesOn: '2027-03-03' }, 'closesOn cycleTooLong'],
    ['a day that does not exist', { dueOn: '2026-12-32' }, 'dueOn notADate'],
  ])('an extension with %s is refused', async (_, changes, problem) => {
    const office = await cycleAfter(running);
    const refused = extendCycle(office.control)(CYCLE, hand('e'), { ...later, ...changes });
    const [place, reason] = problem.split(' ');
    await expect(refused).rejects.toMatchObject({ name: 'Invalid', problems: [{ place, reason }] });
  });

  it('an extension after the date due must end ahead of now', async () => {
    const office = await cycleAfter([...running, to('2026-12-03')]);
    await expect(deeds.extend(office)).rejects.toMatchObject({ name: 'Invalid' });
    await extendCycle(office.control)(CYCLE, hand('e2'), { ...later, dueOn: '2026-12-03' });
    expect((await office.cycle(CYCLE)).dates.dueOn).toBe('2026-12-03');
  });
});

describe('a launch', () => {
  it('waits out its hold, then until the morning of the opening day', async () => {
    const office = await cycleAfter([to('2026-11-02', '00:30:00.000Z'), deeds.launch]);
    expect(await office.plan(CYCLE)).toMatchObject({ what: 'wait', until: '2026-11-02T01:30:00.000Z' });
    const early = await cycleAfter([deeds.launch]);
    expect(await early.plan(CYCLE)).toMatchObject({ what: 'wait', until: '2026-11-02T01:00:00.000Z' });
  });

  it('after the date due is refused, for nobody may be called silent who was never asked; more time mends it', async () => {
    const office = await cycleAfter([to('2026-11-30', '16:30:00.000Z')]);
    await expect(deeds.launch(office)).rejects.toMatchObject({ name: 'TooLate', problems: [{ place: 'dueOn' }] });
    await deeds.extend(office);
    await expect(deeds.launch(office)).resolves.toMatchObject({ launchedAt: '2026-11-30T16:30:00.000Z' });
  });

  it('by two administrators at once starts one execution, and the other is told (F16)', async () => {
    for (let race = 0; race < 50; race += 1) {
      const office = await cycleAfter([]);
      const ran = executions();
      const control = {
        world: office.world,
        wake: (id: string) => wake({ world: office.world, workflow: ran.workflow }, id),
      };
      const outcomes = await Promise.allSettled(
        ['An', 'Bình'].map((by) => launch(control)(CYCLE, { by, commandId: `${by} ${race}` })),
      );
      const refused = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason] : []));
      expect(refused).toMatchObject([{ name: 'AlreadyDone' }]);
      expect(ran.started).toEqual([`${CYCLE}-1`]);
      expect(await readClockwork(office.table, CYCLE)).toMatchObject({ generation: 1 });
      expect(await verify(office.table, cycles, CYCLE)).toBeUndefined();
    }
  });

  it('pressed twice is one launch', async () => {
    const office = await cycleAfter([]);
    await Promise.all([deeds.launch(office), deeds.launch(office), deeds.launch(office)]);
    expect((await office.cycle(CYCLE)).seq).toBe(2);
  });
});

describe('a stop', () => {
  it('in the middle of the asking leaves the rest for later: after it all are asked, once', async () => {
    const cells = Array.from({ length: 450 }, (_, n) => ({ id: `c${n}`, members: membersOf(`c${n}`, 1) }));
    const office = await anOffice(rosterCsv(cells));
    await office.open();
    await deeds.launch(office);
    await office.at('2026-11-02T02:00:00.000Z');
    const [input] = (await office.plan(CYCLE)).shards;
    if (!input) throw new Error('nothing is due');
    await office.hurried(input);
    expect(await office.rows(CYCLE)).toHaveLength(200);
    await deeds.stop(office);
    expect(await office.plan(CYCLE)).toMatchObject({ what: 'wait', shards: [] });
    await office.at('2026-11-04T02:00:00.000Z');
    await deeds.resume(office);
    await office.doAll(CYCLE);
    expect(await office.rows(CYCLE)).toHaveLength(450);
    expect(await office.mails('request')).toHaveLength(450);
  });

  it('over the closing day keeps everything open: it can be cancelled, given time, closed or resumed', async () => {
    for (const name of ['cancel', 'extend', 'closeEarly', 'resume'] as const) {
      const office = await cycleAfter(stoppedLong);
      expect(statusOf(await office.cycle(CYCLE), office.world.clock.now())).toBe('stopped');
      if (name === 'extend')
        await extendCycle(office.control)(CYCLE, hand('e'), {
          ...later,
          dueOn: '2026-12-14',
          confirmBy: '2026-12-16',
          closesOn: '2026-12-18',
        });
      else await deeds[name](office);
    }
  });

  it('ends with an early close: the evaluations are assembled from what there is', async () => {
    const office = await cycleAfter(stopped);
    await deeds.closeEarly(office);
    const done = (await office.doAll(CYCLE)).map((job) => job.split('@')[0]);
    expect(done).toEqual(['ask', 'assemble', 'deliver']);
    expect((await office.rows(CYCLE)).map(({ assembled }) => assembled)).toEqual([1]);
  });
});
