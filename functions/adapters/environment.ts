import * as z from 'zod/mini';
import { readAddress } from '#domain/mail-address.ts';

/** What a function is told about the place it stands in: a variable and the grant to use what it names travel together. */
export type Environment = { readonly [name: string]: string | undefined };

const plain = (pattern: RegExp) => z.string().check(z.regex(pattern));

const isBase = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash } = new URL(text);
  return protocol === 'https:' && pathname === '/' && search === '' && hash === '';
};

const isIssuer = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username } = new URL(text);
  return protocol === 'https:' && search === '' && hash === '' && username === '';
};

/** A name and an address (`Ban Tổ chức <exchange@province.example>`), or an address alone. */
const Sender = z.pipe(
  z.string(),
  z.transform((text, context) => {
    const [, name = '', address = text] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
    const read = readAddress(address.trim());
    if ('fault' in read) context.issues.push({ code: 'custom', message: read.fault, input: text });
    return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: 'fault' in read ? '' : read.address };
  }),
);

interface Variable<T> {
  readonly name: string;
  readonly schema: z.ZodMiniType<T>;
}
const variable = <T>(name: string, schema: z.ZodMiniType<T>): Variable<T> => ({ name, schema });

export const variables = {
  /** Set by Lambda itself. */
  region: variable('AWS_REGION', plain(/^[a-z0-9-]+$/)),
  table: variable('EXCHANGE_TABLE', plain(/^[\w.-]{3,255}$/)),
  bucket: variable('EXCHANGE_BUCKET', plain(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/)),
  /** Key ids in KMS, the one for new links first. */
  linkKeys: variable(
    'EXCHANGE_LINK_KEY',
    z.pipe(
      plain(/^[\w:/-]+(?:,[\w:/-]+)*$/),
      z.transform((text): readonly [string, ...string[]] => {
        const [first = '', ...others] = text.split(',');
        return [first, ...others];
      }),
    ),
  ),
  stateMachine: variable('EXCHANGE_STATE_MACHINE', plain(/^arn:[\w-]+:states:[\w-]+:\d+:stateMachine:[\w-]+$/)),
  configurationSet: variable('EXCHANGE_CONFIGURATION_SET', plain(/^[\w-]{1,64}$/)),
  /** The function that sends what is due. */
  send: variable('EXCHANGE_SEND', plain(/^[\w:-]{1,170}$/)),
  /** The function that makes files which were ordered. */
  exportFiles: variable('EXCHANGE_EXPORT_FILES', plain(/^[\w:-]{1,170}$/)),
  /** The part of the account's sending rate that is this stage's. */
  rateShare: variable('EXCHANGE_RATE_SHARE', z.pipe(plain(/^(?:1|0\.(?!0+$)\d{1,16})$/), z.transform(Number))),
  /** The base of every link. */
  baseUrl: variable(
    'EXCHANGE_URL',
    z.pipe(
      z.string().check(z.refine(isBase)),
      z.transform((text) => new URL(text).origin),
    ),
  ),
  from: variable('EXCHANGE_FROM', Sender),
  /** Who keeps the accounts of administrators, as its own tokens name it. */
  issuer: variable('EXCHANGE_ISSUER', z.string().check(z.refine(isIssuer))),
  /** What we are called there. */
  clientId: variable('EXCHANGE_CLIENT_ID', plain(/^[\w.:/@-]{1,255}$/)),
  /**
   * `api`: visitors come to the gateway itself. `cloudfront:<key>,…`: they come through CloudFront, which says one of these keys
   * in a header of its own; two while one follows the other.
   */
  front: variable(
    'EXCHANGE_FRONT',
    z.pipe(
      plain(/^(?:api|cloudfront:[A-Za-z0-9]{32,}(?:,[A-Za-z0-9]{32,})*)$/),
      z.transform((text): readonly string[] => (text === 'api' ? [] : text.slice('cloudfront:'.length).split(','))),
    ),
  ),
} as const;

/** What the variable says, or a fault that names it; what stood there may be private, and is not repeated. */
export function readVariable<T>(environment: Environment, { name, schema }: Variable<T>): T {
  const read = schema.safeParse(environment[name]);
  if (read.success) return read.data;
  throw new Error(environment[name] === undefined ? `${name} is not set` : `${name} is not what it should be`);
}
