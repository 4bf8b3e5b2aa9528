import { describe, expect, it } from 'vitest';
import { memoryTable } from '#adapters/memory-table.ts';
import {
  addMailbox,
  foldMailbox,
  mailboxOpens,
  mailboxPrint,
  removeMailbox,
  subjectsOfMailbox,
} from '#records/mailboxes.ts';

const request = { kind: 'request', id: '2026.c12' } as const;
const desk = { kind: 'desk', id: '2026.w3' } as const;

describe('mailboxes', () => {
  it('fold to one spelling', () => {
    expect(foldMailbox('  Chibo12@Phuong.Example ')).toBe('chibo12@phuong.example');
    expect(foldMailbox('a@phường.example')).toBe('a@xn--phng-rib8295b.example');
    expect(foldMailbox('a@PHƯỜNG.example'.normalize('NFD'))).toBe('a@xn--phng-rib8295b.example');
    expect(foldMailbox('no address')).toBe('no address');
  });

  it('open each of their subjects, however they are typed', async () => {
    const table = memoryTable();
    await addMailbox(table, 'chibo12@phuong.example', request);
    await addMailbox(table, 'CHIBO12@phuong.example', desk);
    await addMailbox(table, 'chibo12@phuong.example', desk);
    expect(await subjectsOfMailbox(table, mailboxPrint('Chibo12@phuong.example'))).toEqual([desk, request]);
    expect(await mailboxOpens(table, ' chibo12@phuong.example', request)).toBe(true);
    expect(await mailboxOpens(table, 'chibo13@phuong.example', request)).toBe(false);
  });

  it('open no more what they were removed from', async () => {
    const table = memoryTable();
    await addMailbox(table, 'chibo12@phuong.example', request);
    await removeMailbox(table, 'Chibo12@phuong.example', request);
    expect(await mailboxOpens(table, 'chibo12@phuong.example', request)).toBe(false);
  });

  it('are in the store as hashes only', async () => {
    const table = memoryTable();
    await addMailbox(table, 'chibo12@phuong.example', request);
    expect(JSON.stringify(table.all())).not.toContain('chibo12');
  });
});
