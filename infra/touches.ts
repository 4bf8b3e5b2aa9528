import { keys } from '#records/keys.ts';
import { readableBundles } from './bundle.ts';

/** What a function's own code can ask of the table: its role may do this and no more. */
export interface Touches {
  /** Partitions, as patterns of their keys. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Partitions that are written in batches, which know no condition. */
  readonly batches: readonly string[];
  readonly removes: readonly string[];
  readonly appendsToJournals: boolean;
}

type KeyName = keyof typeof keys;

const isKeyName = (name: string): name is KeyName => Object.hasOwn(keys, name);

/** `J#*#*` of `keys.journal`: the key of anything there is. */
function patternOf(name: KeyName): string {
  const key: (...parts: readonly string[]) => string | { readonly pk: string } = keys[name] as never;
  const made = key('*', '*', '*');
  return typeof made === 'string' ? made : made.pk;
}

const patternsOf = (names: readonly KeyName[]): string[] => [...new Set(names.map(patternOf))].sort();

/** Written together, by `putMany`. */
const BATCHED: ReadonlySet<KeyName> = new Set(['text', 'party', 'rosterContact']);
/** Facts stay: what was said, its journal, and what was made of it. */
const KEPT: ReadonlySet<KeyName> = new Set(['journal', 'entry', 'text', 'evaluation', 'evaluations']);

/**
 * Read from the code as it is bundled, where what a function does not use has fallen away: `keys.ts` is the only place with
 * key strings, and names a key a function never utters it cannot need. A new use of a key widens the grant with it.
 */
export function touchesIn(code: string): Touches {
  const named = [...new Set(Array.from(code.matchAll(/\bkeys\.(\w+)/g), ([, name = '']) => name))].filter(isKeyName);
  const does = (verb: string): boolean => code.includes(`.${verb}(`);
  const readsTexts = /\breadText\(/.test(code);
  const appendsToJournals = named.includes('entry');
  const written = named.filter((name) => name !== 'journal');
  return {
    reads: patternsOf(named.filter((name) => name !== 'text' || readsTexts)),
    writes: does('put') ? patternsOf(written) : [],
    batches: does('putMany') ? patternsOf(named.filter((name) => BATCHED.has(name))) : [],
    removes: does('remove') ? patternsOf(written.filter((name) => !KEPT.has(name))) : [],
    appendsToJournals,
  };
}

export async function touchesOfAll(): Promise<ReadonlyMap<string, Touches>> {
  return new Map(Array.from(await readableBundles(), ([name, code]) => [name, touchesIn(code)]));
}
