import { describe, expect, test } from 'vitest';
import { formCalls, jsonCalls } from '#adapters/aws-calls.ts';
import { httpServer } from '#test/support/http-server.ts';
import { credentials, isSigned } from '#test/support/signed.ts';

/** Answers with each of these in turn, and with the last of them for ever; a status of 0 breaks the line. */
async function answering(...answers: readonly (readonly [status: number, body: string])[]) {
  const asked: { type: string; target: string; body: string; signed: boolean }[] = [];
  const endpoint = await httpServer(({ request, body }, response) => {
    const header = (name: string) => String(request.headers[name] ?? '');
    asked.push({
      type: header('content-type'),
      target: header('x-amz-target'),
      body: body.toString(),
      signed: isSigned(request, body),
    });
    const [status, text] = answers[asked.length - 1] ?? answers.at(-1) ?? [200, ''];
    if (status === 0) response.destroy();
    else response.writeHead(status).end(text);
  });
  return { settings: { region: 'ap-southeast-1', endpoint, credentials }, asked };
}

const keep = { name: 'dynamodb', target: 'DynamoDB_20120810', json: '1.0' } as const;
const post = { name: 'ses', host: 'email', version: '2010-12-01' } as const;

describe('a call to AWS', () => {
  test('arrives as it was signed, whatever letters are in it', async () => {
    const { settings, asked } = await answering([200, '{"Item":{"pk":{"S":"Chi bộ"}}}']);
    const answer = await jsonCalls(keep, settings)('GetItem', { Key: 'Chi bộ 7 “Đông”\u2028\uFFFF' });
    expect(answer).toEqual({ Item: { pk: { S: 'Chi bộ' } } });
    const said = { type: 'application/x-amz-json-1.0', target: 'DynamoDB_20120810.GetItem', signed: true };
    expect(asked).toEqual([{ ...said, body: JSON.stringify({ Key: 'Chi bộ 7 “Đông”\u2028\uFFFF' }) }]);
  });

  test('arrives as a form, where the service takes forms', async () => {
    const { settings, asked } = await answering([200, '<R><MessageId>m1</MessageId></R>']);
    expect(await formCalls(post, settings)('SendRawEmail', { Source: 'Tổ chức +&=%' })).toContain('m1');
    expect(asked[0]?.signed).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      Action: 'SendRawEmail',
      Version: '2010-12-01',
      Source: 'Tổ chức +&=%',
    });
  });

  test('is made again, signed anew, when the line broke or the other end was busy', async () => {
    const { settings, asked } = await answering([0, ''], [503, '<html>busy'], [429, '{'], [200, '{}']);
    expect(await jsonCalls(keep, settings)('PutItem', {})).toEqual({});
    expect(asked.map(({ signed }) => signed)).toEqual([true, true, true, true]);
  });

  test('is made no oftener than it may be', async () => {
    const { settings, asked } = await answering([500, '{"__type":"InternalServerError","message":"oops"}']);
    const fault = expect.objectContaining({ name: 'InternalServerError', status: 500, message: 'oops' });
    await expect(formCalls(post, { ...settings, tries: 1 })('SendRawEmail', {})).rejects.toThrow('');
    expect(asked).toHaveLength(1);
    await expect(jsonCalls(keep, { ...settings, tries: 3 })('PutItem', {})).rejects.toThrow(fault);
    expect(asked).toHaveLength(4);
  });

  test('that is refused says so at once, by the name and in the words of AWS', async () => {
    const refused = [400, '{"__type":"com.amazonaws.states#ExecutionAlreadyExists","Message":"taken"}'] as const;
    const json = await answering(refused);
    const taken = expect.objectContaining({ name: 'ExecutionAlreadyExists', message: 'taken', attempt: 1 });
    await expect(jsonCalls(keep, json.settings)('StartExecution', {})).rejects.toThrow(taken);
    expect(json.asked).toHaveLength(1);
    const xml =
      '<E><Error><Code>MessageRejected</Code><Message>&lt;a@b.example&gt; is not verified</Message></Error></E>';
    const form = await answering([400, xml]);
    const rejected = expect.objectContaining({ name: 'MessageRejected', message: '<a@b.example> is not verified' });
    await expect(formCalls(post, form.settings)('SendRawEmail', {})).rejects.toThrow(rejected);
  });
});
