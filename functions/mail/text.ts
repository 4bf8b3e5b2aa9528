import type { Officer } from '#domain/cycle.ts';
import type { Copy } from './copy/index.ts';
import { type Block, contactWords, type Parts, type Say } from './parts.ts';

const WIDTH = 76;

/** Any space but those that hold a number together. */
const BREAKS = /[^\S\u00a0\u202f]+/;

/** Most of what a morning's letters say is the same in all of them; by what a line begins with. Dropped when it is too much. */
const known = new Map<string, Map<string, string>>();
const MOST_KNOWN = 2_000;

function wrapped(text: string, first = '', next = first): string {
  const alike = known.get(first) ?? new Map<string, string>();
  const before = alike.get(text);
  if (before !== undefined) return before;
  if (alike.size >= MOST_KNOWN) alike.clear();
  const made = wrap(text, first, next);
  known.set(first, alike.set(text, made));
  return made;
}

/** Words are never cut: a longer one has a line of its own. Line breaks inside become spaces, so no name can begin a line of ours. */
function wrap(text: string, first: string, next: string): string {
  let line = first;
  let isEmpty = true;
  let done = '';
  for (const word of text.split(BREAKS)) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      done += `${line}\n`;
      line = next;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return done + line;
}

function blockText(block: Block, { colon }: Copy): string {
  switch (block.is) {
    case 'paragraph':
      return wrapped(block.text);
    case 'heading':
      return wrapped(block.text, '== ', '   ');
    case 'rows':
      return block.rows.map(([label, value]) => wrapped(`${label}${colon} ${value}`, '- ', '  ')).join('\n');
    case 'list':
      return block.items.map((item) => wrapped(item, '- ', '  ')).join('\n');
    case 'code':
      return `    ${block.code}`;
    case 'link':
      return `${wrapped(`${block.words}${colon}`)}\n${block.url}`;
  }
}

export function textOf(parts: Parts, { copy }: Say, officer: Officer | undefined): string {
  const all = [wrapped(parts.greeting), ...parts.blocks.map((block) => blockText(block, copy))];
  if (officer) all.push(wrapped(contactWords(copy, officer)));
  all.push(wrapped(copy.never), wrapped(copy.closing));
  if (officer) all[all.length - 1] += `\n${wrapped(officer.name)}`;
  return `${all.join('\n\n')}\n`;
}
