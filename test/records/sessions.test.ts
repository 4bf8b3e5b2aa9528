import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { isKnownDevice, knowDevice } from '#records/devices.ts';
import { currentLink, issueLink, revokeLink } from '#records/links.ts';
import { endSession, findSession, grantOf, openSession, proveSession } from '#records/sessions.ts';
import { countedIds, countingTable, handClock, testLinkKey } from '#test/support/edge.ts';

const request = { kind: 'request', id: '2026.c12' } as const;
const mailbox = 'chibo12@phuong.example';

async function opened() {
  const store = memoryTable();
  const deps = { table: countingTable(store), clock: handClock(), ids: countedIds(), linkKey: testLinkKey };
  await issueLink(deps, request, mailbox);
  const cookie = await openSession(deps, { subjects: [{ ...request, linkVersion: 1 }], via: 'link', proven: false });
  const grant = async () => {
    const session = await findSession(deps, cookie);
    return session && grantOf(deps.table, session, request.kind, request.id);
  };
  return { deps, store, cookie, grant };
}

describe('a session', () => {
  it('is found by its cookie, of which the store holds only the hash', async () => {
    const { deps, store, cookie } = await opened();
    expect(await findSession(deps, cookie)).toMatchObject({ via: 'link', proven: false });
    expect(await findSession(deps, `${cookie}0`)).toBeUndefined();
    expect(cookie).toHaveLength(64);
    expect(JSON.stringify(store.all())).not.toContain(cookie);
  });

  it('ends after sixty idle minutes', async () => {
    const { deps, cookie } = await opened();
    deps.clock.move(59 * 60 + 59);
    expect(await findSession(deps, cookie)).toBeDefined();
    deps.clock.move(60 * 60);
    expect(await findSession(deps, cookie)).toBeUndefined();
  });

  it('ends after twelve hours however busy', async () => {
    const { deps, cookie } = await opened();
    for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
      deps.clock.move(30 * 60);
      expect(await findSession(deps, cookie)).toBeDefined();
    }
    deps.clock.move(30 * 60);
    expect(await findSession(deps, cookie)).toBeUndefined();
  });

  it('is written at most once in five minutes', async () => {
    const { deps, cookie } = await opened();
    const writes = () => deps.table.calls.filter((call) => call.startsWith('put SESSION')).length;
    const before = writes();
    for (let second = 0; second < 299; second++) {
      await findSession(deps, cookie);
      deps.clock.move(1);
    }
    expect(writes()).toBe(before);
    deps.clock.move(1);
    await Promise.all([findSession(deps, cookie), findSession(deps, cookie)]);
    await findSession(deps, cookie);
    expect(writes()).toBeLessThanOrEqual(before + 2);
  });

  it('grants nothing from the moment its link is revoked (A07)', async () => {
    const { deps, grant } = await opened();
    expect(await grant()).toBeDefined();
    await revokeLink(deps, request, deps.clock.now());
    expect(await grant()).toBeUndefined();
    await issueLink(deps, request, mailbox);
    expect(await grant()).toBeUndefined();
  });

  it('grants its own subjects only (A08)', async () => {
    const { deps, cookie } = await opened();
    await issueLink(deps, { kind: 'request', id: '2026.c13' }, mailbox);
    await issueLink(deps, { kind: 'desk', id: request.id }, mailbox);
    const session = await findSession(deps, cookie);
    if (!session) throw new Error('no session');
    expect(await grantOf(deps.table, session, 'request', '2026.c13')).toBeUndefined();
    expect(await grantOf(deps.table, session, 'desk', request.id)).toBeUndefined();
  });

  it('stays ended, also when it was being refreshed', async () => {
    const { deps, cookie } = await opened();
    deps.clock.move(600);
    await Promise.all([findSession(deps, cookie), endSession(deps.table, cookie), findSession(deps, cookie)]);
    expect(await findSession(deps, cookie)).toBeUndefined();
  });

  it('can be proven later', async () => {
    const { deps, cookie } = await opened();
    await proveSession(deps, cookie);
    expect(await findSession(deps, cookie)).toMatchObject({ proven: true });
  });

  it('of an officer stands without a link', async () => {
    const { deps } = await opened();
    const cookie = await openSession(deps, { subjects: [{ kind: 'officer', id: 'o1' }], via: 'console', proven: true });
    const session = await findSession(deps, cookie);
    expect(session && (await grantOf(deps.table, session, 'officer', 'o1'))).toEqual({ kind: 'officer', id: 'o1' });
  });
});

describe('a device', () => {
  it('is known for one subject, until its link is revoked', async () => {
    const { deps } = await opened();
    const link = await currentLink(deps.table, request);
    if (!link) throw new Error('no link');
    await knowDevice(deps, link, 'phone');
    expect(await isKnownDevice(deps.table, link, 'phone')).toBe(true);
    expect(await isKnownDevice(deps.table, link, 'other phone')).toBe(false);
    expect(await isKnownDevice(deps.table, { ...link, id: '2026.c13' }, 'phone')).toBe(false);
    expect(await isKnownDevice(deps.table, { ...link, version: 2 }, 'phone')).toBe(false);
  });
});
