import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '#test/support/folder.ts';
import { exchange, exchangeJson, runningHost } from '#test/support/host.ts';
import { rosterCsv } from '../../../infra/local/sample/files.ts';
import { sampleTown } from '../../../infra/local/sample/town.ts';

interface Listed {
  readonly cycles: readonly { readonly cycleId: string; readonly status: string }[];
  readonly mailHolds: readonly { readonly reason: string }[];
}

const town = sampleTown({ seed: 'exchange', committees: 4, members: 20, wards: 1, workplaces: 2 });

const OPENING = [
  '--title=Đợt cuối năm',
  '--period=năm nay',
  '--officer-name=Trần Thị Hoa',
  '--officer-telephone=0238 000 000',
  '--reply-to=hoi-dap@tinh.example',
  '--hold=0',
  '--accept',
] as const;

const DAY = 24 * 3_600_000;
const day = (from: number): string => new Date(Date.now() + from * DAY).toISOString().slice(0, 10);

describe('npm run exchange', () => {
  test('carries a command out by itself while no host runs, and through the host while one does', async () => {
    const EXCHANGE_DATA = await emptyFolder();
    const env = { EXCHANGE_DATA };
    const file = join(EXCHANGE_DATA, '..', `${EXCHANGE_DATA.split('/').at(-1)}.csv`);
    await writeFile(file, rosterCsv(town));
    expect(await exchangeJson(env, 'import', file, '--dry-run')).toMatchObject({ status: 0, applied: false });
    expect(await exchangeJson(env, 'import', file)).toMatchObject({
      status: 0,
      applied: true,
      members: { create: 20 },
    });
    const opened = await exchangeJson<{ cycleId: string }>(env, 'open', ...OPENING, `--due=${day(30)}`, '--launch');
    expect(opened).toMatchObject({ status: 0, launched: true });

    const host = await runningHost(env);
    const listed = await exchangeJson<Listed>(env, 'status');
    expect(listed.cycles).toMatchObject([{ cycleId: opened.cycleId }]);
    // The host sees what was launched without it: the requests leave in the morning.
    expect((await host.post('/local/clock', { now: `${day(5)}T03:00:00.000Z` })).status).toBe(200);
    expect(await exchangeJson(env, 'remind', opened.cycleId)).toMatchObject({ status: 0 });
    const cancelled = await exchange(env, 'cancel', opened.cycleId, '--reason', 'nhầm danh sách');
    expect(cancelled).toEqual({ status: 0, out: `${opened.cycleId} is cancelled.\n`, err: '' });
    expect(await exchange(env, 'cancel', opened.cycleId, '--reason', 'nữa')).toMatchObject({ status: 1 });
    await host.stop();
    expect(await exchangeJson<Listed>(env, 'status')).toMatchObject({ status: 0, cycles: [{ status: 'cancelled' }] });
  });

  test('a mistake is one sentence on stderr, with status 2; help needs nothing at all', async () => {
    const EXCHANGE_DATA = join(await emptyFolder(), 'not-there');
    const wrong = await exchange({ EXCHANGE_DATA }, 'launch');
    expect(wrong).toEqual({
      status: 2,
      out: '',
      err: 'CYCLE is missing: npm run exchange -- launch --help tells how\n',
    });
    expect(await exchange({ EXCHANGE_DATA, PORT: 'x' }, 'status')).toMatchObject({ status: 2, out: '' });
    expect(await exchange({ EXCHANGE_DATA, PORT: 'x' }, '--help')).toMatchObject({ status: 0, err: '' });
    expect(existsSync(EXCHANGE_DATA)).toBe(false);
    expect(await exchange({ EXCHANGE_DATA }, 'import', '/nowhere.csv')).toMatchObject({ status: 1 });
    expect(await exchange({ EXCHANGE_DATA }, 'backup', '/tmp/never.bak')).toMatchObject({
      status: 2,
      err: expect.stringContaining('EXCHANGE_BACKUP_KEY'),
    });
  });

  test('several commands at once, and a host that starts among them, wait for each other', async () => {
    const EXCHANGE_DATA = await emptyFolder();
    const commands = ['An', 'Bình', 'Chi'].map((name) => exchange({ EXCHANGE_DATA }, 'invite', name));
    const host = await runningHost({ EXCHANGE_DATA });
    for (const { status, err } of await Promise.all(commands)) expect({ status, err }).toEqual({ status: 0, err: '' });
    expect((await host.get('/')).status).toBe(200);
  });

  test('works in a directory whose path is too long for a socket', async () => {
    const EXCHANGE_DATA = join(await emptyFolder(), 'a'.repeat(100), 'b'.repeat(100));
    const host = await runningHost({ EXCHANGE_DATA });
    expect(await exchangeJson<Listed>({ EXCHANGE_DATA }, 'status')).toMatchObject({ status: 0, cycles: [] });
    expect(await host.stop()).toBe(0);
  });
});

describe('backup and restore', () => {
  const KEY = { EXCHANGE_BACKUP_KEY: 'một cụm từ đủ dài' };

  test('bring everything back elsewhere: the same evaluations, links that open, and mail that waits for a word', async () => {
    const folder = await emptyFolder();
    const first = { EXCHANGE_DATA: join(folder, 'first'), ...KEY };
    const second = { EXCHANGE_DATA: join(folder, 'second'), ...KEY };
    const archive = join(folder, 'all.bak');
    const host = await runningHost(first, '--sample');
    const cycleId = /launch (\S+)/.exec(host.printed())?.[1] ?? '';
    await exchange(first, 'launch', cycleId);
    const { dates } = await exchangeJson<{ dates: { closesOn: string } }>(first, 'status', cycleId);
    const closed = new Date(Date.parse(`${dates.closesOn}T03:00:00.000Z`) + DAY).toISOString();
    expect((await host.post('/local/clock', { now: closed })).status).toBe(200);
    const said = await exchange(first, 'backup', archive);
    expect(said).toMatchObject({ status: 0 });
    expect(said.err).toContain('copying the store');
    const evaluations = async (env: Record<string, string>, name: string) => {
      const out = join(folder, name);
      expect(await exchange(env, 'evaluations', cycleId, '--format', 'json', '--out', out)).toMatchObject({
        status: 0,
      });
      return JSON.parse(await readFile(out, 'utf8'));
    };
    const before = await evaluations(first, 'before.json');
    expect(before.length).toBeGreaterThan(100);
    const links = JSON.stringify(await host.read('/local/mailbox.json'));

    const bytes = await readFile(archive);
    for (const secret of ['SQLite format', '"keys"', 'Nguyễn']) expect(bytes.includes(secret)).toBe(false);

    // Into a directory that is in use, or holds an exchange, it goes only when told so.
    expect(await exchange(first, 'restore', archive)).toMatchObject({
      status: 1,
      out: expect.stringMatching(/in use/),
    });
    expect(await exchange({ ...second, EXCHANGE_BACKUP_KEY: 'another passphrase' }, 'restore', archive)).toMatchObject({
      status: 1,
      out: expect.stringContaining('the passphrase is another one, or the backup is damaged'),
    });
    expect(existsSync(join(second.EXCHANGE_DATA, 'exchange.db'))).toBe(false);
    expect(await exchangeJson(second, 'restore', archive)).toMatchObject({ status: 0 });
    expect(await exchange(second, 'restore', archive)).toMatchObject({
      status: 1,
      out: expect.stringContaining('--force'),
    });

    expect(await evaluations(second, 'after.json')).toEqual(before);
    expect(await exchangeJson<Listed>(second, 'status')).toMatchObject({ mailHolds: [{ reason: 'restored' }] });
    const again = await runningHost(second);
    expect(again.printed()).toMatch(/MAIL IS HELD since .* \(restored\)/);
    const mails = await again.read<readonly { kind: string }[]>('/local/mailbox.json');
    expect(JSON.stringify(mails)).toBe(links);
    expect(
      (await again.post('/local/clock', { now: new Date(Date.parse(closed) + 8 * DAY).toISOString() })).status,
    ).toBe(200);
    expect(await again.read('/local/mailbox.json')).toHaveLength(mails.length);
    expect(await exchangeJson(second, 'release-mail')).toMatchObject({ status: 0 });
    const { now } = await again.read<{ now: string }>('/local/clock');
    await again.post('/local/clock', { now: new Date(Date.parse(now) + 60_000).toISOString() });
    const kinds = (await again.read<typeof mails>('/local/mailbox.json')).map(({ kind }) => kind);
    expect(kinds).toContain('evaluationsReminder');
    expect(await exchangeJson(second, 'audit', 'verify')).toMatchObject({ status: 0, flaws: [] });
  }, 60_000);
});
