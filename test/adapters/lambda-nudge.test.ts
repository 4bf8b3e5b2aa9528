import { describe, expect, test } from 'vitest';
import { lambdaCall, lambdaNudge } from '#adapters/lambda-nudge.ts';
import { httpServer } from '#test/support/http-server.ts';
import { credentials, isSigned } from '#test/support/signed.ts';

async function nudging(status: number) {
  const asked: { path: string; type: string | string[] | undefined; body: string; signed: boolean }[] = [];
  const endpoint = await httpServer(({ request, body }, response) => {
    const type = request.headers['x-amz-invocation-type'];
    asked.push({ path: request.url ?? '', type, body: body.toString(), signed: isSigned(request, body) });
    response.writeHead(status).end();
  });
  const faults: unknown[] = [];
  const settings = { region: 'ap-southeast-1', endpoint, credentials };
  const nudge = lambdaNudge({ ...settings, send: 'exchange-send', onFault: (error) => void faults.push(error) });
  return { ...nudge, call: lambdaCall('exchange-export-files', settings), asked, faults };
}

describe('a nudge', () => {
  test('sets sending going, signed, once for all that ask while it is on its way', async () => {
    const { nudge, settled, asked, faults } = await nudging(202);
    await settled();
    for (let n = 0; n < 3; n++) nudge();
    await settled();
    const path = '/2015-03-31/functions/exchange-send/invocations';
    expect(asked).toEqual([{ path, type: 'Event', body: '{}', signed: true }]);
    nudge();
    await settled();
    expect(asked).toHaveLength(2);
    expect(faults).toEqual([]);
  });

  test('says where the mail waits, and a second place is told as well', async () => {
    const { nudge, settled, asked } = await nudging(202);
    for (const shards of [[1], [1], [0], undefined, [1]]) nudge(shards);
    nudge([2]);
    await settled();
    expect(asked.map(({ body }) => body).sort()).toEqual(['{"shards":[0]}', '{"shards":[1]}', '{}']);
  });

  test('that fails is told, and stops nobody', async () => {
    const { nudge, settled, faults } = await nudging(429);
    nudge();
    await settled();
    expect(faults).toEqual([new Error('Lambda answered 429')]);
  });
});

describe('a call that is not waited for', () => {
  test('carries what it is given, and says where it was not taken in', async () => {
    const { call, asked } = await nudging(202);
    await call({ order: 'order-1' });
    expect(asked.map(({ type, body, signed }) => [type, body, signed])).toEqual([
      ['Event', '{"order":"order-1"}', true],
    ]);
    const { call: refused } = await nudging(500);
    await expect(refused({ order: 'order-1' })).rejects.toThrow('Lambda answered 500');
  });
});
