import { describe, expect, onTestFinished, test } from 'vitest';
import { runVerb } from '#cli/run.ts';
import type { CliDeps, Outcome } from '#cli/verb.ts';
import { verbs } from '#cli/verbs.ts';
import type { Machine } from '#infra/local/machine.ts';
import { noteLook } from '#records/access.ts';
import { accesses, cycles, load } from '#records/journal.ts';
import { keys } from '#records/keys.ts';
import { holdMail, mailHolds } from '#records/mail-hold.ts';
import { keepPerson, personIdOf } from '#records/people.ts';
import { replaceContact } from '#steps/confirm/confirm.ts';
import { machineInMemory, testSettings } from '#test/support/ground.ts';
import { CYCLE, importSmallRoster, live, request, STORY } from '#test/support/small-cycle.ts';

type Given = Readonly<Record<string, string | boolean | string[]>>;

interface Office {
  readonly machine: Machine;
  readonly run: (verb: string, argument?: string, options?: Given) => Promise<Outcome>;
  /** The files that were written. */
  readonly written: Map<string, string>;
  readonly lend: (path: string, content: string) => void;
}

let count = 0;

async function office(changes: Partial<CliDeps> = {}): Promise<Office> {
  const machine = await machineInMemory();
  onTestFinished(() => machine.close());
  const written = new Map<string, string>();
  const lent = new Map<string, string>();
  const deps: CliDeps = {
    world: machine.exchange.world,
    files: machine.ground.files,
    sessionClock: machine.ground.clock,
    control: machine.exchange.control,
    baseUrl: testSettings.baseUrl,
    mailLeaves: false,
    progress: () => {},
    readLocal: async (path) => {
      const content = Buffer.from(lent.get(path) ?? '');
      return {
        size: content.length,
        content: (async function* () {
          yield content;
        })(),
      };
    },
    writeLocal: async (path, content) => {
      const chunks: Uint8Array[] = [];
      if (content instanceof Uint8Array) chunks.push(content);
      else for await (const chunk of content) chunks.push(chunk);
      written.set(path, Buffer.concat(chunks).toString('utf8'));
    },
    ...changes,
  };
  return {
    machine,
    written,
    lend: (path, content) => void lent.set(path, content),
    run: (verb, argument = '', options = {}) => {
      count += 1;
      const commandId = `command${String(count).padStart(4, '0')}`;
      return runVerb(verbs, deps, { verb, argument, options, by: 'An', commandId, secret: '' });
    },
  };
}

const until = (title: string) => STORY.slice(0, STORY.findIndex((deed) => deed.title === title) + 1);

const OPENING: Given = {
  title: 'Đợt cuối năm',
  period: 'năm 2026',
  opens: '2026-11-02',
  due: '30/11/2026',
  'officer-name': 'Trần Thị Hoa',
  'officer-telephone': '0238 000 000',
  'reply-to': 'hoi-dap@tinh.example',
};

describe('import', () => {
  const HEADINGS = 'kind,id,name,level,parent,channel,mailbox,birth date,workplace,residence,category\n';
  const GOOD = `${HEADINGS}committee,c1,Chi bộ 1,cell,,mailbox,a@b.example,,,,\nmember,m1,Nguyễn Văn An,,,,,1970,e1,c1,A\n`;

  test('a dry run says what would change and changes nothing', async () => {
    const { run, lend } = await office();
    lend('/a.csv', GOOD);
    const dry = await run('import', '/a.csv', { 'dry-run': true });
    expect(dry).toMatchObject({ status: 0, json: { applied: false, members: { create: 1 } } });
    expect(dry.lines.join('\n')).toContain('Nothing was changed: this was a dry run.');
    expect(await run('import', '/a.csv')).toMatchObject({ status: 0, json: { applied: true, members: { create: 1 } } });
    expect(await run('import', '/a.csv')).toMatchObject({ status: 0, json: { members: { create: 0, same: 1 } } });
  });

  test('a bad row is told with its number, its column, its value and how to mend it, and keeps the file out', async () => {
    const { run, lend } = await office();
    lend('/a.csv', `${GOOD}member,m2,Trần Thị Bé,,,,,31/02/1970,e1,c1,A\n`);
    const refused = await run('import', '/a.csv');
    expect(refused).toMatchObject({ status: 1, json: { applied: false, problems: { total: 1 } } });
    expect(refused.lines.join('\n')).toMatch(/row 4, birth date: .+\("31\/02\/1970"\)/);
    expect(await run('import', '/a.csv', { 'good-rows-only': true })).toMatchObject({
      status: 0,
      json: { applied: true },
    });
  });

  test('an empty file is refused', async () => {
    const { run } = await office();
    expect(await run('import', '/nothing.csv')).toMatchObject({
      status: 1,
      json: { refusal: { reason: 'file-empty' } },
    });
  });
});

describe('open and launch', () => {
  test('a dry run tells counts, channels and every problem; what is not accepted cannot be opened', async () => {
    const { machine, run } = await office();
    await importSmallRoster(machine);
    const dry = await run('open', '', { ...OPENING, 'dry-run': true });
    expect(dry).toMatchObject({ json: { requests: 3, members: 4, mailboxes: 2, leftOut: 1, workplaces: 2 } });
    expect(await run('status')).toMatchObject({ json: { cycles: [] } });
  });

  test('opens with the dates an office types, and launches', async () => {
    const { machine, run } = await office();
    await importSmallRoster(machine);
    const opened = await run('open', '', { ...OPENING, accept: true });
    expect(opened).toMatchObject({ status: 0, json: { launched: false } });
    const cycleId = Reflect.get(Object(opened.json), 'cycleId');
    expect(await run('status')).toMatchObject({ json: { cycles: [{ cycleId, status: 'opened' }] } });
    const { state } = await load(machine.ground.table, cycles, cycleId);
    expect(state.dates).toEqual({
      opensOn: '2026-11-02',
      dueOn: '2026-11-30',
      confirmBy: '2026-12-05',
      closesOn: '2026-12-10',
    });
    expect(await run('launch', cycleId)).toMatchObject({ status: 0, json: { cycleId } });
    expect(await run('launch', cycleId)).toMatchObject({ status: 1, json: { refused: { name: 'AlreadyDone' } } });
  });

  test('mistakes are refused place by place', async () => {
    const { machine, run } = await office();
    await importSmallRoster(machine);
    const refused = await run('open', '', { title: 'x', period: 'y', due: '2020-13-40' });
    expect(refused).toMatchObject({ status: 1, json: { refused: { name: 'Invalid' } } });
    expect(refused.lines.join('\n')).toMatch(/Telephone: /);
    expect(refused.lines.join('\n')).toMatch(/Comments due: .*2020-13-40/);
  });

  test('where mail leaves, nothing is launched before a test mail was opened elsewhere', async () => {
    const { machine, run } = await office({ mailLeaves: true });
    await importSmallRoster(machine);
    const opened = await run('open', '', { ...OPENING, accept: true });
    const cycleId = Reflect.get(Object(opened.json), 'cycleId');
    expect(await run('launch', cycleId)).toMatchObject({ status: 1, json: { refused: { name: 'TooEarly' } } });
    expect(await run('open', '', { ...OPENING, accept: true, launch: true })).toMatchObject({ status: 1 });
    expect(await run('status')).toMatchObject({ json: { cycles: [{ status: 'opened' }] } });
  });
});

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

describe('the office', () => {
  test('invites by a link that opens once', async () => {
    const { run } = await office();
    const { status, json } = await run('invite', 'Lê Thị Thu');
    expect(status).toBe(0);
    expect(json).toMatchObject({ link: expect.stringMatching(/^http:\/\/localhost:3000\/console\/enter#[a-z0-9]+$/) });
  });

  test('says whom it gives a new way in, where somebody of that name is there', async () => {
    const { machine, run } = await office();
    const at = machine.ground.clock.now();
    const known = { id: personIdOf('Lê Thị Thu'), name: 'Lê Thị Thu', role: 'auditor', scope: {} } as const;
    await keepPerson(machine.ground.table, { ...known, invitedBy: 'An', invitedAt: at, enteredAt: at }, 0);
    const again = await run('invite', 'lê thị thu');
    expect(again).toMatchObject({ status: 0, json: { renews: 'Lê Thị Thu' } });
    expect(again.lines[0]).toBe('This is Lê Thị Thu, auditor: they get a new way in, and their old one ends.');
    expect(await run('invite', 'Lê Thị Thư')).toMatchObject({ status: 0, json: { renews: null } });
  });

  test('invites to a role, and to a part that the roster has and that fits it', async () => {
    const { machine, run } = await office();
    const early = await run('invite', 'An', { part: 'w1' });
    expect(early).toMatchObject({ status: 1, json: { refused: { problems: [{ reason: 'rosterMissing' }] } } });
    await importSmallRoster(machine);
    expect(await run('invite', 'An', { part: 'w1' })).toMatchObject({ json: { role: 'administrator', part: 'w1' } });
    const ward = await run('invite', 'An', { role: 'wardOfficer', part: 'w1' });
    expect(ward).toMatchObject({ status: 0, json: { role: 'wardOfficer', part: 'w1' } });
    expect(ward.lines.join('\n')).toContain('for wardOfficer, w1');
    const observer = await run('invite', 'An', { role: 'provinceObserver' });
    expect(observer).toMatchObject({ status: 0, json: { role: 'provinceObserver', part: null } });
  });

  test.each([
    ['An', { part: 'zz' }, { place: 'part', value: 'zz', reason: 'committeeUnknown' }, 'an id as the roster has it'],
    ['An', { role: 'wardOfficer' }, { place: 'part', reason: 'partMissing' }, 'wants the id of a commune'],
    ['An', { role: 'wardOfficer', part: 'e1' }, { place: 'part', value: 'e1', reason: 'partLevel' }, 'is a workplace'],
    ['An', { role: 'auditor', part: 'w1' }, { place: 'part', value: 'w1', reason: 'partLevel' }, 'is a commune'],
    ['', { role: 'auditor' }, { place: 'name', reason: 'missing' }, 'NAME is missing'],
  ])('makes no link for %j with %j', async (name, options, problem, words) => {
    const { machine, run } = await office();
    await importSmallRoster(machine);
    const refused = await run('invite', name, options);
    expect(refused).toMatchObject({ status: 1, json: { refused: { name: 'Invalid', problems: [problem] } } });
    expect(refused.lines.join('\n')).toContain(words);
    expect(JSON.stringify(refused)).not.toContain('/console/enter');
  });

  test('lets held mail go', async () => {
    const { machine, run } = await office();
    await holdMail(machine.ground.table, 'restored', machine.ground.clock.now());
    expect(await run('status')).toMatchObject({ json: { mailHolds: [{ reason: 'restored' }] } });
    expect(await run('release-mail')).toMatchObject({ status: 0, json: { released: [{ reason: 'restored' }] } });
    expect(await mailHolds(machine.ground.table)).toEqual([]);
    expect((await run('release-mail')).lines).toEqual(['No mail is held.']);
  });
});

test('a request that is none, as somebody could send over the socket, is a fault', async () => {
  const { machine } = await office();
  const deps = { world: machine.exchange.world } as CliDeps;
  await expect(runVerb(verbs, deps, { verb: 'status' })).rejects.toThrow();
  const whole = { verb: 'destroy', argument: '', options: {}, by: 'An', commandId: 'abcdefgh', secret: '' };
  await expect(runVerb(verbs, deps, whole)).rejects.toThrow('the host knows no verb destroy');
});
