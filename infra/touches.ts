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

/** What is never removed, only marked: facts, what was made of them, people and how they came in, mails. */
const KEPT: ReadonlySet<KeyName> = new Set([
  ...(['journal', 'entry', 'text', 'evaluation', 'evaluations'] as const),
  ...(['person', 'people', 'invitation', 'account', 'mail'] as const),
]);

type Verb = 'put' | 'putMany' | 'remove';

/** A declaration of a module, as it stands in the bundle, where its name is its own. */
interface Part {
  readonly module: string;
  readonly name: string;
  readonly code: string;
  /** All that is named in it, but for what stands behind a dot. */
  readonly names: ReadonlySet<string>;
}

// A name that two modules have gets a number from the bundler.
const keysIn = (code: string): readonly KeyName[] =>
  Array.from(code.matchAll(/\bkeys\d*\.(\w+)/g), ([, name = '']) => name).filter(isKeyName);
const knowsTable = ({ code }: Part): boolean => /\btable\d*\b/.test(code);
const calls = ({ code }: Part, name: string): boolean => code.includes(`${name}(`);

/** A bundle has a line with its path above what came of a module; what a module declares begins at the margin. */
const partsIn = (bundled: string): readonly Part[] =>
  `// the beginning.js\n${bundled}`
    .split(/^\/\/ (?=.*\.\w+$)/m)
    .filter((section) => !/^.*node_modules\//.test(section))
    .flatMap((section) => {
      const [module = ''] = section.split('\n', 1);
      const declared = section.slice(module.length).split(/^(?=(?:async )?(?:function|class|var|let|const)\b)/m);
      return declared.map((code) => ({
        module,
        name: /^(?:async )?\w+\*? ([\w$]+)/.exec(code)?.[1] ?? '',
        code,
        names: new Set(code.replaceAll('...', ' ').match(/(?<![.\w$])[A-Za-z_$][\w$]*/g)),
      }));
    });

function reached(from: Part, next: (part: Part) => readonly Part[]): readonly Part[] {
  const found = new Set([from]);
  for (const part of found) for (const one of next(part)) found.add(one);
  return [...found];
}

/**
 * Which keys a verb is used on. What a declaration writes is made there; by what it names of its own module; by what it calls of
 * another module that knows no table, and so does nothing but make; or by whoever of its own module comes to it. What another
 * module makes and hands over would be missed: whoever writes such a thing has it made by a call.
 */
function keysWritten(parts: readonly Part[], verb: Verb): readonly KeyName[] {
  const byName = new Map(parts.map((part) => [part.name, part]));
  const comingTo = ({ module, name }: Part) => parts.filter((one) => one.module === module && one.names.has(name));
  const makersFor = (part: Part) =>
    [...part.names].flatMap((name) => {
      const one = byName.get(name);
      return one && (one.module === part.module || (calls(part, name) && !knowsTable(one))) ? [one] : [];
    });
  return parts
    .filter((part) => calls(part, `.${verb}`))
    .flatMap((writer) => {
      const makers = reached(writer, comingTo).flatMap((part) => reached(part, makersFor));
      const names = makers.flatMap(({ code }) => keysIn(code));
      // Files are removed too.
      if (names.length === 0 && verb !== 'remove')
        throw new Error(
          `${writer.module}: what ${writer.name} puts has a key that its module neither names nor calls for`,
        );
      return names;
    });
}

/**
 * Read from the code as it is bundled, where what a function does not use has fallen away: `keys.ts` is the only place with
 * key strings, and names a key a function never utters it cannot need. A new use of a key widens the grant with it.
 */
export function touchesIn(code: string): Touches {
  const parts = partsIn(code);
  const readsTexts = /\breadText\d*\(/.test(code);
  // Every change could bring texts along; where none is draughted there are none.
  const hasTexts = /\bdraught\d*\(/.test(code);
  const written = (verb: Verb) => keysWritten(parts, verb).filter((name) => name !== 'text' || hasTexts);
  const put = written('put');
  return {
    // What is only written too: a put whose answer was lost looks whether it is there.
    reads: patternsOf(keysIn(code).filter((name) => name !== 'text' || readsTexts)),
    writes: patternsOf(put),
    batches: patternsOf(written('putMany')),
    removes: patternsOf(written('remove').filter((name) => !KEPT.has(name))),
    appendsToJournals: put.includes('entry'),
  };
}

export async function touchesOfAll(): Promise<ReadonlyMap<string, Touches>> {
  return new Map(Array.from(await readableBundles(), ([name, code]) => [name, touchesIn(code)]));
}
