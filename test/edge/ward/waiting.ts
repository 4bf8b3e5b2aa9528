import { CYCLE, comment, readable, town } from '#test/support/town.ts';

export const home = `/w/${CYCLE}.w1/`;
export const cell = (id: string) => `${home}cell/${id}/`;
/** Whose hand does it. */
export const NAME = { name: 'Võ Thị Bình' };

/** Ward 1 with two answers of its first cell to read. */
export async function waiting() {
  const t = await town();
  await t.send('c1', [
    [0, comment()],
    [1, { kind: 'notHere', which: 'moved', movedTo: 'phường Bến Đò' }],
  ]);
  const ward = await t.enter('desk', `${CYCLE}.w1`);
  const text = async (path: string) => readable(await (await ward.get(path)).text());
  return { ...t, ward, text };
}
