import { parseArgs } from 'node:util';
import type { Option, Verb } from './verb.ts';

/** Every verb has these. */
const ALWAYS: readonly Option[] = [
  { name: 'by', value: 'NAME', help: 'whose hand this is, for the journal (the name of this account)' },
  { name: 'json', help: 'prints one JSON document and nothing else' },
  { name: 'help', help: 'prints this' },
];

export interface Command<V> {
  readonly verb: V;
  readonly argument: string;
  readonly options: { readonly [name: string]: string | boolean | readonly string[] };
  readonly json: boolean;
}

export type Parsed<V> =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'wrong'; readonly text: string }
  | ({ readonly kind: 'command' } & Command<V>);

/** From what was typed to a command, its help, or one sentence about what is wrong with it. */
export function parse<V extends Omit<Verb, 'run'>>(argv: readonly string[], verbs: readonly V[]): Parsed<V> {
  const words = argv.slice(0, Math.max(0, firstOption(argv)));
  if (words.length === 0) {
    const wanted = argv.length === 0 || argv.includes('--help') || argv.includes('-h');
    return wanted
      ? { kind: 'help', text: overview(verbs) }
      : wrong(`${argv[0]} comes before any verb`, 'the verbs are in --help');
  }
  const verb = verbs
    .filter(({ name }) => name.split(' ').every((word, n) => words[n] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!verb) {
    if (words[0] === 'help') return { kind: 'help', text: overview(verbs) };
    const begun = verbs.filter(({ name }) => name.startsWith(`${words.join(' ')} `));
    if (begun.length > 0 && (argv.includes('--help') || argv.includes('-h')))
      return { kind: 'help', text: begun.map(helpOf).join('\n\n') };
    return wrong(`there is no verb ${JSON.stringify(words.join(' '))}`, 'npm run exchange -- --help tells all of them');
  }
  return parseFor(verb, argv.slice(verb.name.split(' ').length));
}

const firstOption = (argv: readonly string[]): number => {
  const at = argv.findIndex((word) => word.startsWith('-'));
  return at < 0 ? argv.length : at;
};

const wrong = (reason: string, mend: string) => ({ kind: 'wrong', text: `${reason}: ${mend}` }) as const;

function parseFor<V extends Omit<Verb, 'run'>>(verb: V, rest: readonly string[]): Parsed<V> {
  const known = [...verb.options, ...ALWAYS];
  const how = `npm run exchange -- ${verb.name} --help tells how`;
  let read: { values: Record<string, unknown>; positionals: string[] };
  try {
    read = parseArgs({
      args: [...rest],
      options: Object.fromEntries(
        known.map(({ name, value, many }) => [
          name,
          { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: many ?? false },
        ]),
      ),
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const [said = ''] = (error instanceof Error ? error.message : '').split(/\. To specify|\n/);
    return wrong(said.replace(/\.$/, ''), how);
  }
  const { values, positionals } = read;
  if (values.help) return { kind: 'help', text: helpOf(verb) };
  const [argument = '', ...more] = positionals;
  if (more.length > 0 || (argument !== '' && !verb.argument))
    return wrong(`${JSON.stringify(more[0] ?? argument)} is one word too many`, how);
  if (verb.argument?.required && argument === '') return wrong(`${verb.argument.name} is missing`, how);
  const missing = verb.options.filter(({ name, required }) => required && values[name] === undefined);
  if (missing.length > 0) return wrong(`${missing.map(({ name }) => `--${name}`).join(', ')} is missing`, how);
  for (const { name, oneOf } of verb.options) {
    const stray = [values[name] ?? []].flat().find((value) => oneOf && !oneOf.includes(String(value)));
    if (stray !== undefined) return wrong(`--${name} ${stray} is none of ${oneOf?.join(', ')}`, how);
  }
  const { json, ...options } = values;
  return { kind: 'command', verb, argument, options: given(options), json: json === true };
}

function given(values: Record<string, unknown>): Command<never>['options'] {
  const options: { [name: string]: string | boolean | readonly string[] } = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' || typeof value === 'boolean') options[name] = value;
    if (Array.isArray(value)) options[name] = value.map(String);
  }
  return options;
}

const usageOf = ({ name, argument, options }: Omit<Verb, 'run'>): string =>
  [
    name,
    ...(argument ? [argument.required ? argument.name : `[${argument.name}]`] : []),
    ...options.map(optionUsage),
  ].join(' ');

function optionUsage({ name, value, required, many }: Option): string {
  const option = `--${name}${value === undefined ? '' : ` ${value}`}`;
  return `${required ? option : `[${option}]`}${many ? '…' : ''}`;
}

function helpOf(verb: Omit<Verb, 'run'>): string {
  const rows: (readonly [string, string])[] = [
    ...(verb.argument ? [[verb.argument.name, verb.argument.help] as const] : []),
    ...[...verb.options, ...ALWAYS].map(
      (option) => [`--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`, option.help] as const,
    ),
  ];
  return [
    `npm run exchange -- ${usageOf(verb)}`,
    '',
    `${verb.summary[0]?.toUpperCase()}${verb.summary.slice(1)}.`,
    '',
    ...columns(rows),
    '',
    ...(verb.notes ? [...verb.notes, ''] : []),
    'Exit status: 0 done, 1 refused or something was found, 2 a mistake in the command or a fault.',
  ].join('\n');
}

const overview = (verbs: readonly Omit<Verb, 'run'>[]): string =>
  [
    'npm run exchange -- VERB [--json] [--help]',
    '',
    ...columns(
      verbs.map(({ name, argument, summary }) => [
        argument ? `${name} ${argument.required ? argument.name : `[${argument.name}]`}` : name,
        summary,
      ]),
    ),
    '',
    'Each verb tells its options with --help. A host that runs on the same EXCHANGE_DATA carries them out.',
  ].join('\n');

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
