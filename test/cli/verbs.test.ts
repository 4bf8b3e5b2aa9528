import { describe, expect, test } from 'vitest';
import { runVerb } from '#cli/run.ts';
import type { CliDeps } from '#cli/verb.ts';
import { verbs } from '#cli/verbs.ts';
import { cycles, load } from '#records/journal.ts';
import { holdMail, mailHolds } from '#records/mail-hold.ts';
import { keepPerson, personIdOf } from '#records/people.ts';
import { importSmallRoster } from '#test/support/small-cycle.ts';
import { type Given, office } from './office.ts';

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
    // Whose name differs in an accent is somebody else.
    const other = await run('invite', 'Lê Thị Thư');
    expect(other).toMatchObject({ status: 0, json: { renews: null } });
    expect(other.lines.join('\n')).not.toContain('new way in');
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
