import { expect, it } from 'vitest';
import { committee, office } from '#domain/actor.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { CYCLE, comment, readable, request, SIGNING, town } from '#test/support/town.ts';

async function typedIn() {
  const t = await town();
  const enter = async (cell: string, by: Parameters<ReturnType<typeof submitAnswers>>[1]['by'], reference: string) =>
    submitAnswers(t.world)(request(cell), {
      commandId: `typed ${cell}`,
      by,
      via: 'paper',
      reference,
      answers: [{ slot: 0, answer: comment() }],
      signing: SIGNING,
    });
  await enter('c3', committee('w1', 'Đinh Thị Nhập'), 'CB3/01');
  await enter('c2', office('Hà Văn Gõ'), 'CB2/01');
  await t.settle();
  const textFor = async (kind: 'desk' | 'delivery', id: string, path: string) =>
    readable(await (await (await t.enter(kind, id)).get(path)).text());
  return { ...t, textFor };
}

it('the ward reads who typed in a paper, from what and when, before it confirms', async () => {
  const { textFor } = await typedIn();
  const read = (cell: string) => textFor('desk', `${CYCLE}.w1`, `/w/${CYCLE}.w1/cell/${cell}/read/`);
  expect(await read('c3')).toContain(
    'Nhận bằng bản giấy số CB3/01. Đảng ủy phường Hồ Sen (Đinh Thị Nhập) nhập vào hệ thống ngày 02/11/2026.',
  );
  expect(await read('c2')).toContain('Cơ quan tổ chức (Hà Văn Gõ) nhập vào hệ thống ngày 02/11/2026.');
});

it('the workplace reads which body typed it in and when, and not the name of the clerk', async () => {
  const { at, textFor } = await typedIn();
  await at('2026-12-11T02:00:00.000Z');
  const evaluation = (of: string) => textFor('delivery', `${CYCLE}.e1`, `/e/${CYCLE}.e1/m/${of}/`);
  const byWard = await evaluation('c3.1');
  expect(byWard).toContain('Nhận bằng bản giấy số CB3/01. Đảng ủy phường Hồ Sen nhập vào hệ thống ngày 02/11/2026.');
  expect(byWard).not.toContain('Đinh Thị Nhập');
  const byOffice = await evaluation('c2.1');
  expect(byOffice).toContain('Cơ quan tổ chức nhập vào hệ thống ngày 02/11/2026.');
  expect(byOffice).not.toContain('Hà Văn Gõ');
});
