import { describe, expect, test } from 'vitest';
import { parse } from '#cli/parse.ts';
import { verbs } from '#cli/verbs.ts';
import { allVerbs } from '../../infra/local/verbs.ts';

describe('help', () => {
  test('names every verb of the contract', () => {
    const parsed = parse([], allVerbs);
    const text = parsed.kind === 'help' ? parsed.text : '';
    for (const name of [
      'invite',
      'import FILE',
      'open',
      'status [CYCLE]',
      'remind CYCLE',
      'extend CYCLE',
      'cancel CYCLE',
    ])
      expect(text).toContain(`\n  ${name} `);
    for (const name of [
      'close CYCLE',
      'evaluations CYCLE',
      'audit verify [CYCLE]',
      'repair [CYCLE]',
      'backup FILE',
      'restore FILE',
    ])
      expect(text).toContain(`\n  ${name} `);
  });

  test.each(allVerbs.map((verb) => [verb.name, verb] as const))('%s tells its options', (name, verb) => {
    const parsed = parse([...name.split(' '), '--help'], allVerbs);
    const text = parsed.kind === 'help' ? parsed.text : '';
    expect(text.startsWith(`npm run exchange -- ${name}`)).toBe(true);
    for (const option of [...verb.options.map((one) => one.name), 'json', 'help', 'by'])
      expect(text).toContain(`--${option} `);
    expect(text).toContain('Exit status: 0');
  });
});

test('the first word of a verb of two tells how with --help', () => {
  const parsed = parse(['audit', '--help'], allVerbs);
  expect(parsed).toMatchObject({ kind: 'help', text: expect.stringMatching(/^npm run exchange -- audit verify /) });
});

describe('a mistake in a command', () => {
  test.each([
    [['opne'], 'there is no verb "opne": npm run exchange -- --help tells all of them'],
    [['audit'], 'there is no verb "audit"'],
    [['launch'], 'CYCLE is missing: npm run exchange -- launch --help tells how'],
    [['launch', 'a', 'b'], '"b" is one word too many'],
    [['release-mail', 'now'], '"now" is one word too many'],
    [['open', '--title', 'x', '--period', 'y'], '--due is missing'],
    [['cancel', 'c1'], '--reason is missing'],
    [
      ['evaluations', 'c1', '--format', 'pdf', '--out', 'e.pdf'],
      '--format pdf is none of csv, json, xlsx, docx: npm run exchange -- evaluations --help tells how',
    ],
    [['evaluations', 'c1', '--format', 'csv', '--out', 'e', '--language', 'de'], '--language de is none of vi, en, fr'],
    [['status', '--colour'], "Unknown option '--colour'"],
    [['import', 'a.csv', '--dates'], '--dates'],
    [['--json', 'status'], '--json comes before any verb'],
  ])('%j is one sentence', (argv, words) => {
    const parsed = parse(argv, verbs);
    expect(parsed.kind).toBe('wrong');
    expect(parsed).toMatchObject({ text: expect.stringContaining(words) });
  });
});

describe('a command', () => {
  test('is its verb, its argument and its options', () => {
    const parsed = parse(['audit', 'verify', '2026-11-abc', '--json'], verbs);
    expect(parsed).toMatchObject({
      kind: 'command',
      argument: '2026-11-abc',
      json: true,
      verb: { name: 'audit verify' },
    });
    expect(parse(['remind', 'c1', '--committee', 'a', '--committee=b'], verbs)).toMatchObject({
      options: { committee: ['a', 'b'] },
      json: false,
    });
    expect(
      parse(['open', '--reminders=-10 -3', '--title', 'x', '--period', 'y', '--due', '2026-11-30'], verbs),
    ).toMatchObject({
      options: { reminders: '-10 -3' },
    });
  });
});
