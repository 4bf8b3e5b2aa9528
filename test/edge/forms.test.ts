import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal.ts';
import { readForm } from '#edge/forms.ts';

/** What a form with these fields gives, or the reasons it is refused for. */
async function read(body: string): Promise<unknown> {
  const app = new Hono();
  app.post('/', async (c) => {
    const form = await readForm(c, { one: ['remarks', 'level'], many: ['known'], each: ['attendance'] });
    return c.json({ ...form, attendance: [...form.attendance] });
  });
  app.onError((error, c) => c.json(isRefusal(error, 'Invalid') ? error.problems : 'fault'));
  return (await app.request('/', { method: 'POST', body })).json();
}

const empty = { remarks: '', level: '', known: [], attendance: [] };

describe('a posted form', () => {
  it('gives its fields, the missing ones empty', async () => {
    expect(await read('')).toEqual(empty);
    expect(await read('remarks=a+b&known=front&known=visit&attendance.m1=present&attendance.m2=absent&csrf=x')).toEqual(
      {
        remarks: 'a b',
        level: '',
        known: ['front', 'visit'],
        attendance: [
          ['m1', 'present'],
          ['m2', 'absent'],
        ],
      },
    );
  });

  it('gives texts in NFC with plain line ends', async () => {
    const decomposed = encodeURIComponent('hoà\r\nđồng\rchí'.normalize('NFD'));
    expect(await read(`remarks=${decomposed}`)).toEqual({ ...empty, remarks: 'hoà\nđồng\nchí'.normalize('NFC') });
  });

  it('keeps emoji and letters beyond the basic plane', async () => {
    expect(await read(`remarks=${encodeURIComponent('𠊛 👍🏽')}`)).toEqual({ ...empty, remarks: '𠊛 👍🏽' });
  });

  it.each([
    ['orgId=1', [{ place: 'orgId', reason: 'fieldUnknown' }]],
    ['attendance=1', [{ place: 'attendance', reason: 'fieldUnknown' }]],
    ['.x=1', [{ place: '.x', reason: 'fieldUnknown' }]],
    ['level=1&level=2', [{ place: 'level', reason: 'fieldTwice' }]],
    ['attendance.m1=a&attendance.m1=b', [{ place: 'attendance.m1', reason: 'fieldTwice' }]],
    ['remarks=a%00b', [{ place: 'remarks', reason: 'controlCharacters' }]],
    ['known=%C3%28', [{ place: 'known', reason: 'controlCharacters' }]],
    [`${encodeURIComponent('<script>')}=1`, [{ place: 'form', reason: 'fieldUnknown' }]],
    [
      'a=1&b=2',
      [
        { place: 'a', reason: 'fieldUnknown' },
        { place: 'b', reason: 'fieldUnknown' },
      ],
    ],
  ])('of %s is refused, with the reason', async (body, problems) => {
    expect(await read(body)).toEqual(problems);
  });
});
