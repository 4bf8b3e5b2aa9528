import { expect, test } from 'vitest';
import { heldBack } from '#infra/local/held-back.ts';

test('lines wait until they are released, come in their order, and go straight through from then on', () => {
  const written: string[] = [];
  const lines = heldBack((line) => written.push(line));
  lines.write('one');
  lines.write('two');
  expect(written).toEqual([]);
  lines.release();
  lines.write('three');
  lines.release();
  expect(written).toEqual(['one', 'two', 'three']);
});
