import { describe, expect, test } from 'vitest';
import { readVariable, variables } from '#adapters/environment.ts';

const read = (which: keyof typeof variables, text: string | undefined) =>
  readVariable<unknown>({ [variables[which].name]: text }, variables[which]);

describe('the environment', () => {
  test.each<[keyof typeof variables, string, unknown]>([
    ['table', 'exchange-Table1A', 'exchange-Table1A'],
    ['bucket', 'exchange-files-1', 'exchange-files-1'],
    ['linkKeys', 'k-2', ['k-2']],
    [
      'linkKeys',
      'arn:aws:kms:ap-southeast-1:123456789012:key/ab-1,ab-0',
      ['arn:aws:kms:ap-southeast-1:123456789012:key/ab-1', 'ab-0'],
    ],
    ['baseUrl', 'https://nhanxet.example', 'https://nhanxet.example'],
    ['baseUrl', 'https://nhanxet.example:8443/', 'https://nhanxet.example:8443'],
    ['front', 'api', []],
    ['front', `cloudfront:${'k'.repeat(32)},${'o'.repeat(32)}`, ['k'.repeat(32), 'o'.repeat(32)]],
    ['from', 'exchange@province.example', { name: '', address: 'exchange@province.example' }],
    ['from', 'Ban Tổ chức <exchange@province.example>', { name: 'Ban Tổ chức', address: 'exchange@province.example' }],
    [
      'from',
      '"Ban Tổ chức, Tỉnh ủy" <exchange@province.example>',
      { name: 'Ban Tổ chức, Tỉnh ủy', address: 'exchange@province.example' },
    ],
    ['issuer', 'https://accounts.example/realm', 'https://accounts.example/realm'],
    ['clientId', '7abc1def', '7abc1def'],
  ])('%s may be %j', (which, text, expected) => {
    expect(read(which, text)).toEqual(expected);
  });

  test.each<[keyof typeof variables, string | undefined]>([
    ['table', undefined],
    ['table', ''],
    ['table', 'a b'],
    ['bucket', 'Upper'],
    ['bucket', 'with.dots'],
    ['linkKeys', 'a,,b'],
    ['baseUrl', 'http://nhanxet.example'],
    ['baseUrl', 'https://nhanxet.example/path'],
    ['baseUrl', 'nhanxet.example'],
    ['front', ''],
    ['front', 'cloudfront:'],
    ['front', 'cloudfront:short'],
    ['from', 'nobody'],
    ['from', 'Ban <a@b.example> <c@d.example>'],
    ['stateMachine', 'arn:aws:lambda:x:1:function:y'],
    ['issuer', 'http://accounts.example'],
    ['issuer', 'https://name@accounts.example'],
    ['issuer', 'https://accounts.example/?a=b'],
    ['clientId', ''],
    ['clientId', 'a b'],
  ])('%s may not be %j, and the fault names the variable only', (which, text) => {
    const { name } = variables[which];
    const said = text === undefined ? `${name} is not set` : `${name} is not what it should be`;
    expect(() => read(which, text)).toThrow(new Error(said));
  });
});
