import { consolePages } from '#console/console.ts';
import { behindTheDoor } from '#edge/door/behind.ts';
import { memberPages } from '#edge/member/member.ts';
import { respondPages } from '#edge/respond/respond.ts';
import type { SiteDeps } from '#edge/site.ts';
import { wardPages } from '#edge/ward/ward.ts';
import { workplaceFiles } from '#edge/workplace/files.ts';
import { workplacePages } from '#edge/workplace/workplace.ts';
import { personIdOf } from '#records/people.ts';
import { CYCLE } from './small-cycle.ts';

/** Every address there is to read, about one cell with its ward, workplace and member, or about the other. */
export function routesOf(deps: SiteDeps): { readonly [which in 'here' | 'elsewhere']: readonly string[] } {
  const subject = { ...deps, linkKey: deps.world.linkKey, ...behindTheDoor(deps, () => {}) };
  const apps = [
    respondPages(subject),
    wardPages(subject),
    workplacePages(subject),
    workplaceFiles(subject),
    memberPages(subject),
    consolePages(deps),
  ];
  const patterns = new Set(
    apps.flatMap(({ routes }) => routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
  );
  const about = (n: 1 | 2) =>
    [...patterns]
      .filter((path) => !path.includes('/style.'))
      .flatMap((path) => (path.startsWith('/w/:id/') ? [path, path.replace(':id', `${CYCLE}.t${n}`)] : [path]))
      .map((path) => filled(path, n));
  return { here: about(1), elsewhere: about(2) };
}

const filled = (path: string, n: 1 | 2): string =>
  path
    .replace(/^\/w\/:(?:id|desk)/, `/w/${CYCLE}.w${n}`)
    .replace(/^\/m\/:id/, `/m/${CYCLE}.c${n}.0`)
    .replace(/^\/(?:console\/deliveries|console\/evaluations|e)\/:id/, (found) =>
      found.replace(':id', `${CYCLE}.e${n}`),
    )
    .replace('/people/:id', `/people/${personIdOf('Người quản trị')}`)
    .replace('/committees/:id', `/committees/c${n}`)
    .replace('/check/:id', '/check/20261028020000-abcdef01')
    .replace(/\/:id(?=\/|$)/, `/${CYCLE}.c${n}`)
    .replace(':cell', `c${n}`)
    .replace(':cycle', CYCLE)
    .replace(':desk', `w${n}`)
    .replace(':who', `c${n}.1`)
    .replace(':version', '1')
    .replace(':part', '1')
    .replace(':n', '1');
