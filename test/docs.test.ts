import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '#catalogue';
import type { Outcome, Progress } from '#domain/outcome.ts';
import { permissionNames, permissions, roles } from '#domain/permissions.ts';
import { allVerbs } from '#infra/local/verbs.ts';
import { MORTAL } from './conformance/mortal.ts';

const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Cells of the table whose heading line begins so. */
function rowsUnder(heading: string): string[][] {
  const lines = readme.split('\n');
  const first = lines.findIndex((line) => line.startsWith(heading));
  const rows = lines.slice(first + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const named = (cell: string | undefined) => [...(cell ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);

describe('the README says what is so', () => {
  it('its state table is the one of the code', () => {
    // Total over the type, so a new state does not compile before it stands here, and here it must stand in the README.
    const whileRunning: { readonly [progress in Progress]: true } = {
      owed: true,
      sentBack: true,
      submitted: true,
      confirmed: true,
      notHere: true,
      conflict: true,
      rerouted: true,
    };
    type Why<S> =
      Extract<Outcome, { state: S }> extends { how: infer H extends string }
        ? H
        : Extract<Outcome, { state: S }> extends { why: infer W extends string }
          ? W
          : never;
    const atTheEnd: { readonly [S in Outcome['state']]: { readonly [why in Why<S>]: true } } = {
      commented: { confirmed: true, notConfirmed: true, noWard: true },
      notHere: { notHere: true, moved: true, notKnown: true },
      noComment: { silence: true, excused: true, nobodyToAsk: true, conflict: true },
    };
    expect(
      rowsUnder('| While the cycle runs')
        .flatMap(([state]) => named(state))
        .sort(),
    ).toEqual(Object.keys(whileRunning).sort());
    const told = rowsUnder('| At the end').flatMap(([state, how]) =>
      named(how).map((one) => `${named(state)[0]} ${one}`),
    );
    const known = Object.entries(atTheEnd).flatMap(([state, hows]) =>
      Object.keys(hows).map((how) => `${state} ${how}`),
    );
    expect(told.sort()).toEqual(known.sort());
  });

  it('its table of roles is the one of the code', () => {
    const told = rowsUnder('| Role').map(([role, , , names]) => [named(role)[0], named(names).sort()]);
    const known = roles.map((role) => [
      role,
      permissionNames.filter((name) => permissions[name].to.some((one) => one === role)).sort(),
    ]);
    expect(told).toEqual(known);
  });

  it('every npm script it names is there', () => {
    const scripts = [...readme.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('every file and picture it links to is there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('every folder its tree names is there', () => {
    const tree = /```\n(functions\/[\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const inFunctions = ['domain', 'records', 'mail', 'steps', 'watch', 'edge', 'console', 'cli', 'adapters'];
    for (const folder of inFunctions) {
      expect(tree).toContain(`${folder}/`);
      expect(existsSync(`functions/${folder}`)).toBe(true);
    }
  });
});

describe('the runbook says what is so', () => {
  it('of the functions that do not die in the journey of crashes', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    const told = /^- the same cycle while processes of functions die.*?Left out are(.*?);$/ms.exec(runbook)?.[1] ?? '';
    const spared = catalogue.map(({ name }) => name).filter((name) => !MORTAL.includes(name));
    expect([...told.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name).sort()).toEqual(spared.sort());
  });
});

describe('what can be run is known', () => {
  it('each command of an operator has a summary, and no two share a name', () => {
    const names = allVerbs.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(allVerbs.filter(({ summary }) => summary.trim() === '')).toEqual([]);
  });

  it('each function of the catalogue says what it does, once', () => {
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
    expect(catalogue.filter(({ does }) => does.trim() === '')).toEqual([]);
  });
});
