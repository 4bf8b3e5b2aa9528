import * as z from 'zod/mini';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Asked, Outcome, Verb } from './verb.ts';
import { problemLine } from './words.ts';

/** A command on its way to whoever carries it out; it may come over a socket, so it is parsed there. */
const Request = z.object({
  verb: z.string(),
  argument: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
  by: z.string().check(z.minLength(1), z.maxLength(100)),
  commandId: z.string().check(z.regex(/^[\w-]{6,64}$/)),
  secret: z.string(),
});
export type Request = z.infer<typeof Request>;

/** Carries a command out. A refusal is an outcome; a fault rejects. */
export async function runVerb<Deps>(verbs: readonly Verb<Deps>[], deps: Deps, asked: unknown): Promise<Outcome> {
  const request = Request.parse(asked);
  const verb = verbs.find(({ name }) => name === request.verb);
  if (!verb) throw new Error(`the host knows no verb ${request.verb}: it is of another version, start it again`);
  try {
    return await verb.run(deps, askedOf(request));
  } catch (error) {
    if (isRefusal(error)) return refused(error);
    throw error;
  }
}

function askedOf({ options, argument, by, commandId, secret }: Request): Asked {
  const one = (name: string) => {
    const value = options[name];
    return typeof value === 'string' ? value : undefined;
  };
  const many = (name: string) => {
    const value = options[name];
    const values = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
    return values.flatMap((some) => some.split(',').map((each) => each.trim())).filter(Boolean);
  };
  return { argument, one, many, flag: (name) => options[name] === true, by, commandId, secret };
}

export const refused = ({ name, message, problems }: Refusal): Outcome => ({
  status: 1,
  json: { refused: { name, message, problems: problems.map((problem) => ({ ...problem })) } },
  lines: [`Refused: ${message}.`, ...problems.map(problemLine)],
});
