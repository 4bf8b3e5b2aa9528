import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, routesOf } from '#catalogue';
import {
  answerRoomPages,
  consolePages,
  cycleRoomPages,
  fileRoomPages,
  importRoomPages,
  launchRoomPages,
  mailsRoomPages,
  mainPages,
  readingRoomPages,
  requestRoomPages,
  rosterRoomPages,
} from '#console/console.ts';
import { respondPages } from '#edge/respond/respond.ts';
import { wardAnswerPages, wardDeskPages, wardPages } from '#edge/ward/ward.ts';
import { workplaceFiles } from '#edge/workplace/files.ts';
import { workplacePages } from '#edge/workplace/workplace.ts';
import { consoleInMemory, type TestConsole } from '#test/support/console.ts';
import { narrowest } from '#test/support/gateway-routes.ts';

let here: TestConsole;
beforeAll(async () => {
  here = await consoleInMemory();
});
afterAll(() => here.machine.close());

interface Pages {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

const pagesIn = ({ routes }: Pages): readonly string[] => [
  ...new Set(routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
];

/** The pages of those functions that share a mount with others. */
const apart = (): { readonly [name: string]: Pages } => {
  const { linkKey } = here.deps.world;
  const deps = { ...here.deps, linkKey, isWritten: async () => false };
  return {
    console: mainPages(deps),
    'console-cycle': cycleRoomPages(deps),
    'console-request': requestRoomPages(deps),
    'console-launch': launchRoomPages(deps),
    'console-mail': mailsRoomPages(deps),
    'console-reading': readingRoomPages(deps),
    'console-roster': rosterRoomPages(deps),
    'console-import': importRoomPages(deps),
    'console-files': fileRoomPages(deps),
    'console-answer': answerRoomPages(deps),
    respond: respondPages(deps),
    confirm: wardDeskPages(deps),
    'confirm-answer': wardAnswerPages(deps),
    evaluations: workplacePages(deps),
    'evaluation-files': workplaceFiles(deps),
  };
};

const routes = catalogue.flatMap((entry) => routesOf(entry).map((route) => ({ name: entry.name, route })));
const leadsTo = (path: string): string | undefined => narrowest(routes, ({ route }) => route, path)?.name;

describe('where the exchange is many functions', () => {
  it('each page is led to by the gateway', () => {
    for (const [name, pages] of Object.entries(apart()))
      for (const page of pagesIn(pages)) {
        const [, path = ''] = page.split(' ');
        expect([page, leadsTo(path.replaceAll(/:\w+/g, 'x'))]).toEqual([page, name]);
      }
  });

  it('no page is missing, and none is another than on one machine', () => {
    const parts = apart();
    const together = (prefix: string) =>
      Object.entries(parts)
        .filter(([name]) => name.startsWith(prefix))
        .flatMap(([, pages]) => pagesIn(pages))
        .sort();
    const { linkKey } = here.deps.world;
    const deps = { ...here.deps, linkKey, isWritten: async () => false };
    expect(together('console')).toEqual([...pagesIn(consolePages(deps))].sort());
    expect(together('confirm')).toEqual([...pagesIn(wardPages(deps))].sort());
  });
});
