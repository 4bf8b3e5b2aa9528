import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import { keys } from '#records/keys.ts';
import type { World } from '#records/world.ts';
import { pressCommittee } from '#steps/confirm/confirm.ts';
import { type EvaluationInWords, evaluationInWords, tellingOf } from '#steps/deliver/in-words.ts';
import { readPack, readReleased, versionsOf, withTexts } from '#steps/deliver/pack.ts';
import { submitAnswers } from '#steps/respond/submit.ts';
import { reroute } from '#steps/respond/tell.ts';
import { countingTable } from '#test/support/edge.ts';
import { CYCLE, comment, deliveredTown, request, SIGNING, town } from '#test/support/town.ts';

describe('what a workplace received', () => {
  it('is its own members, with what was said, signed, confirmed and told', async () => {
    const { world } = await deliveredTown();
    const { lines, delivery, workplaceName } = await readPack(world, `${CYCLE}.e1`);
    expect(workplaceName).toBe('Đảng ủy trường Lúa Mới');
    const all = await withTexts(world, lines, delivery.told);
    const duc = all.find(({ member }) => member.id === 'm1');
    expect(duc).toMatchObject({
      answer: { kind: 'comment' },
      signing: { signer: 'Lê Văn An' },
      confirmedBy: { body: 'committee:w1', name: 'Võ Thị Bình' },
      wardName: 'Đảng ủy phường Hồ Sen',
      toldByWorkplace: false,
      corrected: false,
    });
  });

  it('is refused for a body that is no workplace of the cycle', async () => {
    const { world } = await deliveredTown();
    for (const id of ['w1', 't1', 'e9'])
      await expect(readPack(world, `${CYCLE}.${id}`)).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('reads each request and each item of answers once, however many members it holds', async () => {
    const { world } = await deliveredTown();
    const table = countingTable(world.table);
    const { lines } = await readPack({ table }, `${CYCLE}.e1`);
    await withTexts({ table }, lines);
    const journals = table.calls.filter((call) => call.startsWith('query J#request#'));
    expect(new Set(journals).size).toBe(journals.length);
    // Cell 1 holds two of its members in one item: once for the answers, once for who signed.
    expect(table.calls.filter((call) => call === `get A#${request('c1')}`)).toHaveLength(2);
  });

  it('is nothing before the cycle has closed', async () => {
    const { world, send } = await town();
    await send('c1', [[0, comment()]]);
    expect((await readPack(world, `${CYCLE}.e1`)).lines).toEqual([]);
    expect(await readReleased(world.table, request('c1'))).toBeUndefined();
  });

  it('says that a text was removed, where a lawful order removed it', async () => {
    const { world, state } = await deliveredTown();
    const ref = (await state('c1')).slots[0]?.answer?.ref;
    await world.table.remove(keys.text(request('c1'), ref?.key ?? ''));
    const { lines, cycle } = await readPack(world, `${CYCLE}.e1`);
    const [duc] = await withTexts(
      world,
      lines.filter(({ member }) => member.id === 'm1'),
    );
    const told = duc && evaluationInWords(tellingOf(cycle, 'vi'), duc, new Map());
    expect(told?.answer).toBeUndefined();
    expect(told?.removed).toBe('Nội dung đã được gỡ theo quyết định hợp pháp.');
    expect(told?.outcome).toBe('Có nhận xét, đảng ủy đã xác nhận');
  });

  const toldOf = async (world: World, memberId: string): Promise<EvaluationInWords | undefined> => {
    const { lines, cycle, delivery } = await readPack(world, `${CYCLE}.e1`);
    const [found] = await withTexts(
      world,
      lines.filter(({ member }) => member.id === memberId),
      delivery.told,
    );
    return found && evaluationInWords(tellingOf(cycle, 'vi'), found, new Map([['w1', 'Đảng ủy phường Hồ Sen']]));
  };

  it('says where a member was asked about before, and what was answered there', async () => {
    const t = await town();
    await t.send('c1', [[0, { kind: 'notHere', which: 'moved', movedTo: 'khối 2' }]]);
    const wished = { commandId: 'moves', by: committee('w1') };
    await reroute({ world: t.world, files: t.files })(request('c1'), wished, 0, 'c2');
    await t.at('2026-12-11T02:00:00.000Z');
    expect((await toldOf(t.world, 'm1'))?.coverage.slice(0, 2)).toEqual([
      'Chi bộ khối 1 trả lời ngày 02/11/2026: Đã chuyển nơi cư trú. Chuyển đến: khối 2.',
      'Đảng ủy phường Hồ Sen chuyển phiếu từ Chi bộ khối 1 sang Chi bộ khối 2 ngày 02/11/2026.',
    ]);
  });

  it('tells a countersignature that is awaited from a signature alone', async () => {
    const t = await town();
    await t.send('c1', [[0, comment()]], { ...SIGNING, second: { way: 'code' } });
    await t.at('2026-12-11T02:00:00.000Z');
    const how = (await toldOf(t.world, 'm1'))?.how ?? [];
    expect(how).toContain('Người thứ hai chưa ký khi lập bản này.');
    expect(how).not.toContain('Chỉ có một người ký.');
  });

  it('says why the ward answered in the place of a cell', async () => {
    const t = await town();
    await t.send('c1', [[0, { kind: 'conflict' }]]);
    await submitAnswers(t.world)(request('c1'), {
      commandId: 'in their place',
      by: committee('w1'),
      via: 'ward',
      answers: [{ slot: 0, answer: comment() }],
      signing: SIGNING,
    });
    await t.at('2026-12-11T02:00:00.000Z');
    expect((await toldOf(t.world, 'm1'))?.how).toContain(
      'Đảng ủy trả lời thay, vì chi bộ tránh nhận xét bản thân hoặc người thân.',
    );
  });

  it('counts among the ways of asking about a member only what came before the answer', async () => {
    const t = await town();
    await t.send('c1', [[0, comment()]]);
    await pressCommittee(t.world)(request('c1'), { commandId: 'press', by: committee('w1') });
    await t.at('2026-12-11T02:00:00.000Z');
    const pressed = 'Đảng ủy đã nhắc thêm: 02/11/2026.';
    expect((await toldOf(t.world, 'm1'))?.coverage).not.toContain(pressed);
    expect((await toldOf(t.world, 'm3'))?.coverage).toContain(pressed);
  });

  it('keeps the versions in which a member’s line changed, and no others', async () => {
    const { world, send } = await deliveredTown();
    await send('c2', [[1, comment()]]);
    const released = await readPack(world, `${CYCLE}.e1`);
    const dong = released.lines.find(({ member }) => member.id === 'm4');
    const sen = (await readPack(world, `${CYCLE}.e2`)).lines.find(({ member }) => member.id === 'm5');
    expect([dong?.corrected, sen?.corrected]).toEqual([false, true]);
    expect(dong && (await versionsOf(world.table, dong)).map(({ version }) => version)).toEqual([1]);
    expect(sen && (await versionsOf(world.table, sen)).map(({ version }) => version)).toEqual([2, 1]);
  });
});
