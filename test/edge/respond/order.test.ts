import { expect, it } from 'vitest';
import { answerAbout, fillMeeting, inventedMember, residence, send, textOf } from '#test/support/respond.ts';

const named = (...names: readonly string[]) => names.map((name, n) => inventedMember(n, { name }));
const placesOf = (page: string, names: readonly string[]) =>
  names.toSorted((a, b) => page.indexOf(a) - page.indexOf(b));

it('the members stand in the order of names on every page of the cell, and are written about in it, going round', async () => {
  const [yen, an, hoa] = ['Trần Thị Yến', 'Vũ Văn An', 'Bùi Thị Hoa'] as const;
  const r = await residence({ members: named(yen, an, hoa) });
  const who = await r.enter();
  const home = await textOf(who, r.home);
  expect(placesOf(home, [yen, an, hoa])).toEqual([an, hoa, yen]);
  expect(home).toMatch(/class="button" href="m\/2"/);
  expect(await textOf(who, `${r.home}m/2`)).toContain('1 trong 3');
  const next = [];
  for (const n of [3, 1, 2]) next.push((await answerAbout(r, who, n)).headers.get('Location'));
  expect(next).toEqual([`${r.home}m/1?saved=3`, `${r.home}m/2?saved=1`, `${r.home}?saved=2`]);
  await fillMeeting(r, who);
  await send(r, who);
  for (const page of ['print', 'view', 'print?filled=1'])
    expect(placesOf(await textOf(who, `${r.home}${page}`), [yen, an, hoa])).toEqual([an, hoa, yen]);
});
