import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import type { Item } from '#ports';
import { currentLink, issueLink, linkOfToken, raiseLink, revokeLink, tokenFor } from '#records/links.ts';
import { mailboxOpens, removeMailbox } from '#records/mailboxes.ts';
import { handClock, testLinkKey } from '#test/support/edge.ts';

const request = { kind: 'request', id: '2026.c12' } as const;
const mailbox = 'chibo12@phuong.example';
const at = handClock().now();
const died = (): never => {
  throw new Error('died');
};
const deps = () => ({ table: memoryTable(), linkKey: testLinkKey });

describe('links', () => {
  it('give the same token however often they are issued, also by two senders at once', async () => {
    const d = deps();
    const links = await Promise.all([
      issueLink(d, request, mailbox),
      issueLink(d, request, mailbox),
      issueLink(d, request, mailbox),
    ]);
    const again = await issueLink(d, request, mailbox);
    expect(new Set([...links, again].map(({ token }) => token)).size).toBe(1);
    expect(again.token).toMatch(/^[\w-]{43}$/);
  });

  it('lead from a token to its subject', async () => {
    const d = deps();
    const { token } = await issueLink(d, request, mailbox);
    expect(await linkOfToken(d.table, token)).toMatchObject({ ...request, version: 1, keyId: 'k1' });
  });

  it('are told apart by kind and id', async () => {
    const d = deps();
    const tokens = [
      await issueLink(d, request, mailbox),
      await issueLink(d, { kind: 'desk', id: request.id }, mailbox),
      await issueLink(d, { kind: 'request', id: '2026.c13' }, mailbox),
    ].map(({ token }) => token);
    expect(new Set(tokens).size).toBe(3);
  });

  it('die when revoked, and the next one opens', async () => {
    const d = deps();
    const old = await issueLink(d, request, mailbox);
    await revokeLink(d, request, at);
    expect(await linkOfToken(d.table, old.token)).toBeUndefined();
    const next = await issueLink(d, request, mailbox);
    expect(next.token).not.toBe(old.token);
    expect(await linkOfToken(d.table, next.token)).toMatchObject({ version: 2 });
    expect(await linkOfToken(d.table, old.token)).toBeUndefined();
  });

  it('are revoked once each by two officers at once, and never come back', async () => {
    const d = deps();
    await issueLink(d, request, mailbox);
    await Promise.all([revokeLink(d, request, at), revokeLink(d, request, at)]);
    expect(await currentLink(d.table, request)).toMatchObject({ version: 3 });
  });

  it('have nothing to revoke before the first was issued', async () => {
    const d = deps();
    await revokeLink(d, request, at);
    expect(await currentLink(d.table, request)).toBeUndefined();
  });

  it('keep the key they were made with when new ones use another', async () => {
    const d = deps();
    const { token } = await issueLink(d, request, mailbox);
    const rotated = { ...d, linkKey: { ...testLinkKey, keyId: 'k2' } };
    expect((await issueLink(rotated, request, mailbox)).token).toBe(token);
    await revokeLink(rotated, request, at);
    const next = await issueLink(rotated, request, mailbox);
    expect(next.keyId).toBe('k2');
    expect(next.token).toBe(Buffer.from(await testLinkKey.mac('request:2026.c12:2', 'k2')).toString('base64url'));
  });

  it('open to every mailbox they are mailed to, also where the sender died in between', async () => {
    const d = deps();
    const dying = {
      ...d,
      table: { ...d.table, put: async (item: Item) => (item.pk.startsWith('LINK') ? died() : d.table.put(item)) },
    };
    await expect(issueLink(dying, request, mailbox)).rejects.toThrow('died');
    await issueLink(d, request, mailbox);
    expect(await mailboxOpens(d.table, mailbox, request)).toBe(true);
    await issueLink(d, request, 'bithu@phuong.example');
    expect(await mailboxOpens(d.table, 'bithu@phuong.example', request)).toBe(true);
  });

  it('open to a mailbox again that was taken away and comes back with a newer link', async () => {
    const d = deps();
    await issueLink(d, request, mailbox);
    await removeMailbox(d.table, mailbox, request);
    await raiseLink(d, request, 2, at);
    await issueLink(d, request, mailbox);
    expect(await mailboxOpens(d.table, mailbox, request)).toBe(true);
  });

  it('are not issued to whoever knows only of an older one: its mailbox may have been replaced meanwhile', async () => {
    const d = deps();
    await issueLink(d, request, mailbox);
    await raiseLink(d, request, 2, at);
    const before = d.table.all().length;
    await expect(issueLink(d, request, 'cu@phuong.example', 1)).rejects.toMatchObject({ name: 'Contended' });
    expect(d.table.all()).toHaveLength(before);
    expect(await issueLink(d, request, mailbox, 2)).toMatchObject({ version: 2 });
  });

  it('leave no token in the store', async () => {
    const table = memoryTable();
    const { token } = await issueLink({ table, linkKey: testLinkKey }, request, mailbox);
    expect(JSON.stringify(table.all())).not.toContain(token);
  });

  it('take their token from kind, id and version alone', async () => {
    const link = { ...request, version: 7, keyId: 'k1' };
    const mac = await testLinkKey.mac('request:2026.c12:7', 'k1');
    expect(await tokenFor(testLinkKey, link)).toBe(Buffer.from(mac).toString('base64url'));
  });
});
