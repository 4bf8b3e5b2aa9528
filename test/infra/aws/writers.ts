import { describe, expect, it } from 'vitest';
import { catalogue } from '#catalogue';
import { touchesIn } from '#infra/touches.ts';
import { keys } from '#records/keys.ts';
import { functionsIn, type Made, may } from './synthesised.ts';

const allBut = (...names: readonly string[]): readonly string[] =>
  catalogue.map(({ name }) => name).filter((name) => !names.includes(name));

/** What follows on a change of a request follows wherever one is changed, or finished for somebody whose process ended. */
const CHANGE_REQUESTS = [
  ...['ask', 'assemble', 'confirm', 'confirm-answer', 'console-answer', 'console-cycle', 'console-request'],
  ...['mail-events', 'member', 'remind', 'respond', 'send', 'watch'],
];
/** They make no mail: these only look or make files, and a cycle's own mails begin with its requests. */
const MAIL_LESS = ['digest', 'export-files', 'plan', 'sign-in', 'yearly'];

/** Who may put what says who is who, what was said, and what goes out. */
const WRITERS: { readonly [partition: string]: readonly string[] } = {
  // Whoever writes here can make an administrator.
  PEOPLE: ['console', 'sign-in'],
  'INVITATION#*': ['console', 'sign-in'],
  INVITED: ['console', 'sign-in'],
  'ACCOUNT#*': ['sign-in'],
  'TOKEN#*': ['send'],
  // What a person wrote, on either side of the fence.
  'A#*': ['confirm', 'confirm-answer', 'console-answer', 'console-request', 'member', 'respond'],
  'DRAFT#*': ['confirm-answer', 'console-answer', 'respond'],
  'EV#*': CHANGE_REQUESTS,
  // Planning, too, finishes a cycle of which nothing is left to do.
  'J#*#*': allBut('console', 'console-import', 'console-mail', 'digest', 'door', 'front', 'sign-in'),
  CYCLES: ['console-cycle', 'console-launch', 'plan', 'watch', 'yearly'],
  YEARLY: ['console', 'yearly'],
  ROSTER: ['console-import', 'console-roster'],
  'MAIL#*': allBut(...MAIL_LESS),
  'OUT#*': allBut(...MAIL_LESS),
  HOLD: ['console-mail', 'mail-events', 'send'],
};

/** Who may remove any of it. */
const REMOVERS: { readonly [partition: string]: readonly string[] } = {
  INVITED: ['console', 'sign-in'],
  'DRAFT#*': WRITERS['DRAFT#*'] ?? [],
  // Of a repair, which makes the row again.
  CYCLES: ['console-cycle'],
  'OUT#*': ['send'],
  HOLD: ['console'],
};

export const writers = (made: () => Made) => {
  const whoMay = (partition: string, ...actions: readonly string[]): readonly string[] =>
    functionsIn(made().sample)
      .filter(({ statements }) => actions.some((action) => may(statements, action).includes(partition)))
      .map(({ name }) => name)
      .sort();

  describe('grants', () => {
    it.each(Object.entries(WRITERS))('let %s be written by whom it concerns', (partition, expected) => {
      expect(whoMay(partition, 'dynamodb:PutItem', 'dynamodb:BatchWriteItem')).toEqual([...expected].sort());
    });

    it.each(Object.keys(WRITERS))('let nothing of %s be removed but by who puts it right', (partition) => {
      expect(whoMay(partition, 'dynamodb:DeleteItem')).toEqual(REMOVERS[partition] ?? []);
    });
  });

  describe('what code touches', () => {
    it('is what it names, by what it does', () => {
      const code = [
        'const draw = () => table.get(keys.text(a, draught(b)));',
        'const add = () => table.put(keys.entry(k, i, n));',
        'const drop = () => table.remove(keys.draft(r, p));',
        'const list = () => table.query(keys.board(c, d));',
      ].join('\n');
      expect(touchesIn(code)).toEqual({
        reads: ['BOARD#*#*', 'DRAFT#*', 'J#*#*'],
        writes: ['J#*#*'],
        batches: [],
        removes: ['DRAFT#*'],
        appendsToJournals: true,
      });
      expect(touchesIn(`${code}\nreadText(table)`).reads).toContain('A#*');
      expect(touchesIn('table.query(keys.entry(c, d))')).toMatchObject({ writes: [], appendsToJournals: false });
    });

    it('takes an item to be made beside whoever puts it, or by what it calls', () => {
      const bundled = [
        '// functions/records/people.ts',
        'var peopleIn = (table) => table.query(keys.people());',
        '// functions/records/trouble.ts',
        'var keyOf = (mail) => keys.troubledMail(mail);',
        'var trouble = (mail) => ({ ...keyOf(mail), body: {} });',
        'var troubled = (table) => table.query(keys.poisons());',
        '// functions/records/outbox.ts',
        'var put = (table, item) => table.put(item);',
        'async function* fail(table, mail) {',
        '  await put(table, trouble(mail));',
        '  await put(table, { ...keys.mail(mail) });',
        '  return [peopleIn(table), troubled(table)];',
        '}',
        'var due = (table) => table.query(keys.out(1));',
      ].join('\n');
      expect(touchesIn(bundled)).toMatchObject({ writes: ['MAIL#*', 'TROUBLED#*'], removes: [] });
    });

    it('holds no text where none is drafted, whatever a change could bring along', () => {
      const change = 'const keep = (texts) => table.putMany(texts.map(() => keys.text(o, n)));';
      expect(touchesIn(change)).toMatchObject({ batches: [] });
      expect(touchesIn(`${change}\nkeep([draught2(id)])`)).toMatchObject({ batches: ['A#*'] });
    });

    it('is refused where a put has a key that nobody can tell', () => {
      const code = '// functions/steps/some.ts\nvar some = (table, item) => table.put(item);';
      expect(() => touchesIn(code)).toThrow('functions/steps/some.ts: what some puts');
    });

    it('knows every key there is by a partition of its own kind', () => {
      for (const name of Object.keys(keys))
        for (const partition of touchesIn(`keys.${name}() readText(`).reads)
          expect(partition).toMatch(/^[A-Z]+(?:#\*)*$/);
    });
  });
};
