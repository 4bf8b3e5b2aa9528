import { describe, expect, it } from 'vitest';
import { type CommitteeLevel, committeesById } from '#domain/committee.ts';
import {
  type Field,
  hasEverything,
  may,
  type PermissionName,
  partsFor,
  permissionNames,
  permissions,
  type Role,
  reaches,
  roles,
} from '#domain/permissions.ts';

/** As the rules on privacy have it, written down a second time. */
const sees: { readonly [role in Role]: readonly Field[] } = {
  administrator: ['cellName', 'commentText', 'counts', 'level', 'mailbox', 'memberName', 'signer', 'timeline'],
  workplaceOfficer: ['cellName', 'commentText', 'level', 'memberName', 'signer'],
  wardOfficer: ['cellName', 'counts', 'mailbox', 'memberName', 'signer', 'timeline'],
  auditor: ['cellName', 'counts', 'mailbox', 'memberName', 'signer', 'timeline'],
  provinceObserver: ['counts'],
};

/** Permissions that change something. */
const changing: readonly PermissionName[] = [
  'answers',
  'changeDeliveries',
  'changeRequests',
  'changeWards',
  'cycles',
  'people',
  'repair',
  'roster',
];

const everywhere = (role: Role) => ({ role, scope: {} });

describe('the table of permissions', () => {
  it.each(roles)('shows %s what is theirs and nothing else', (role) => {
    const shown = permissionNames.flatMap((name) =>
      permissions[name].to.some((one) => one === role) ? permissions[name].shows : [],
    );
    expect([...new Set(shown)].sort()).toEqual(sees[role]);
  });

  it('lets auditors, observers and workplace officers change nothing, and ward officers their area alone', () => {
    const changes = (role: Role) => changing.filter((name) => permissions[name].to.some((one) => one === role));
    expect(Object.fromEntries(roles.map((role) => [role, changes(role)]))).toEqual({
      administrator: changing,
      workplaceOfficer: [],
      wardOfficer: ['answers', 'changeRequests', 'changeWards'],
      auditor: [],
      provinceObserver: [],
    });
  });

  it('keeps what concerns everybody from whoever has a part', () => {
    const whole = permissionNames.filter(
      (name) =>
        may(everywhere('administrator'), name) && !may({ role: 'administrator', scope: { committeeId: 'w1' } }, name),
    );
    expect(whole.sort()).toEqual(['allEvaluations', 'audit', 'cycles', 'mails', 'people', 'repair', 'roster']);
  });
});

describe('a part of the tree', () => {
  const of = (id: string, level: CommitteeLevel, parentId?: string) => ({
    id,
    name: id,
    level,
    channel: 'paper' as const,
    language: 'vi' as const,
    ...(parentId ? { parentId } : {}),
  });
  const tree = committeesById([
    of('t1', 'province'),
    of('w1', 'commune', 't1'),
    of('w2', 'commune', 't1'),
    of('c1', 'cell', 'w1'),
    of('e1', 'workplace', 't1'),
    of('e2', 'workplace', 'e1'),
  ]);

  it.each([
    ['administrator', undefined, 't1 w1 w2 c1 e1 e2'],
    ['administrator', 't1', 't1 w1 w2 c1 e1 e2'],
    ['administrator', 'e1', 'e1 e2'],
    ['wardOfficer', 'w1', 'w1 c1'],
    // Its own members: those of a workplace that answers to it are not.
    ['workplaceOfficer', 'e1', 'e1'],
    ['provinceObserver', 't1', 't1 w1 w2 c1 e1 e2'],
    ['auditor', 'gone', ''],
  ] as const)('of %s with %s reaches %s', (role, committeeId, expected) => {
    const found = [...tree.keys()].filter((id) => reaches({ role, scope: { committeeId } }, id, tree));
    expect(found.join(' ')).toBe(expected);
  });

  it.each(roles)('that is everything is for %s only where the table offers it', (role) => {
    const offered = partsFor[role].includes('everything');
    expect(hasEverything(everywhere(role))).toBe(offered);
    expect(reaches(everywhere(role), 'w1', tree)).toBe(offered);
    for (const name of permissionNames.filter((one) => 'whole' in permissions[one]))
      if (!offered) expect(may(everywhere(role), name)).toBe(false);
  });
});
