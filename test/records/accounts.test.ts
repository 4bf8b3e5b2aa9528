import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import { accountPrint, claimAccount, holderOf } from '#records/accounts.ts';
import { keepPerson, type Person } from '#records/people.ts';
import { handClock } from '#test/support/edge.ts';

const person = (id: string, account?: string): Person => ({
  id,
  name: id,
  role: 'administrator',
  scope: {},
  invitedBy: 'An',
  invitedAt: '2026-11-02T01:00:00.000Z',
  enteredAt: '2026-11-02T01:00:00.000Z',
  ...(account === undefined ? {} : { account }),
});

const print = accountPrint({ issuer: 'https://accounts.example', subject: 's-1' });

describe('an account', () => {
  it('is another one wherever issuer or subject is another, however they are put together', () => {
    const others = [
      accountPrint({ issuer: 'https://accounts.example', subject: 's-2' }),
      accountPrint({ issuer: 'https://accounts.example/', subject: 's-1' }),
      accountPrint({ issuer: 'https://accounts.examples', subject: '-1' }),
    ];
    expect(new Set([print, ...others]).size).toBe(4);
  });

  it('goes to one of those who claim it at the same moment', async () => {
    const deps = { table: memoryTable(), clock: handClock() };
    const claims = await Promise.all(['p1', 'p2', 'p3'].map((id) => claimAccount(deps, print, id)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('stays with whoever claimed it and crashed, for an hour, and is free after that', async () => {
    const deps = { table: memoryTable(), clock: handClock() };
    await claimAccount(deps, print, 'p1');
    expect(await claimAccount(deps, print, 'p1')).toBe(true);
    deps.clock.move(59 * 60);
    expect(await claimAccount(deps, print, 'p2')).toBe(false);
    deps.clock.move(60);
    expect(await claimAccount(deps, print, 'p2')).toBe(true);
  });

  it('stays with its person for good, and is free when they have another', async () => {
    const deps = { table: memoryTable(), clock: handClock() };
    await claimAccount(deps, print, 'p1');
    await keepPerson(deps.table, person('p1', print), 0);
    deps.clock.move(365 * 86_400);
    expect(await claimAccount(deps, print, 'p2')).toBe(false);
    expect((await holderOf(deps.table, print))?.person.id).toBe('p1');
    await keepPerson(deps.table, person('p1', 'another'), 1);
    expect(await holderOf(deps.table, print)).toBeUndefined();
    expect(await claimAccount(deps, print, 'p2')).toBe(true);
  });
});
