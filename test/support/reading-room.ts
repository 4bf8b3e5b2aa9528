import { memoryTable } from '#adapters/memory-table.ts';
import type { Rights } from '#domain/permissions.ts';
import { cookieName } from '#edge/cookies.ts';
import { silentLog } from '#edge/log.ts';
import { type SiteDeps, site } from '#edge/site.ts';
import { fileMaker } from '#infra/local/file-maker.ts';
import { type Machine, machineOn } from '#infra/local/machine.ts';
import { rosterUploads } from '#infra/local/settings.ts';
import type { Clock, Files, LinkKey, Table } from '#ports';
import type { LinkSubject } from '#records/link-subject.ts';
import { issueLink } from '#records/links.ts';
import { keepPerson, personIdOf } from '#records/people.ts';
import { openSession } from '#records/sessions.ts';
import type { World } from '#records/world.ts';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { importRoster } from '#steps/roster/import.ts';
import { visitor } from './edge.ts';
import { memoryGround, testSettings } from './ground.ts';
import { routesOf } from './reading-routes.ts';
import { CYCLE, ORDER, type Timely } from './small-cycle.ts';

const ROSTER = `kind,id,name,level,parent,channel,mailbox,language,birth date,workplace,residence,category
committee,t1,Tỉnh ủy Sông Lúa,province,,mailbox,tinh@tinh.example,vi,,,,
committee,t2,Tỉnh ủy Núi Mây,province,,mailbox,tinh2@tinh.example,vi,,,,
committee,w1,Đảng ủy phường Hồ Sen,commune,t1,mailbox,ho-sen@phuong.example,vi,,,,
committee,w2,Đảng ủy phường Bến Đò,commune,t2,mailbox,ben-do@phuong.example,vi,,,,
committee,c1,Chi bộ khối Mười Một,cell,w1,mailbox,khoi-muoi-mot@phuong.example,vi,,,,
committee,c2,Chi bộ xóm Đò,cell,w2,mailbox,xom-do@phuong.example,vi,,,,
committee,e1,Đảng ủy trường Lúa Mới,workplace,t1,mailbox,truong@coquan.example,vi,,,,
committee,e2,Đảng ủy bệnh viện Núi Mây,workplace,t2,mailbox,benhvien@coquan.example,vi,,,,
committee,e3,Đảng ủy hợp tác xã Hồ Sen,workplace,w1,mailbox,hoptacxa@coquan.example,vi,,,,
member,m1,Lò Thị Xuân Quỳnh,,,,quynh@nguoi.example,,02/03/1970,e1,c1,A
member,m2,Trần Văn Khác,,,,khac@nguoi.example,,05/06/1980,e2,c2,A
member,m3,Hà Thị Xa,,,,,,07/08/1985,e3,c2,A
`;

export interface Reader {
  readonly get: (path: string) => Promise<Response>;
  readonly post: ReturnType<typeof visitor>['post'];
  /** Whose cookie opens nothing on the other side: to the pages behind a link an office is nobody, and the other way round. */
  readonly side: 'link' | 'office' | 'neither';
  /** Their own pages of a committee or member of another part. */
  readonly elsewhere: boolean;
  /** What is not for such a reader at all, whatever the state: asked once. */
  readonly closed: Set<string>;
}

/** Where a cycle is prepared for its readers, and where its pages are. */
export interface ReadingPlace {
  readonly host: Timely;
  readonly world: World;
  readonly files: Files;
  readonly linkKey: LinkKey;
  readonly wake: (cycleId: string) => Promise<unknown>;
  readonly pages: Parameters<typeof visitor>[0];
  readonly base: string;
  readonly sessionClock: Clock;
  readonly routes: ReturnType<typeof routesOf>;
  /** Resolves when the files that were ordered are made. */
  readonly made: () => Promise<unknown>;
}

/** One machine in this process. */
export async function readingMachine(
  table: Table = memoryTable(),
): Promise<ReadingPlace & { readonly machine: Machine }> {
  const ground = await memoryGround(table);
  const machine = await machineOn(ground, testSettings);
  const { world, control } = machine.exchange;
  // Signed in once: how sessions end is shown elsewhere.
  const sessionClock = { now: () => '2026-11-02T01:00:00.000Z' };
  const { made, ...maker } = fileMaker({ world, files: ground.files, sessionClock, log: silentLog });
  const { wake } = control;
  const deps: SiteDeps = {
    ...ground,
    ...maker,
    sessionClock,
    world,
    log: silentLog,
    baseUrl: testSettings.baseUrl,
    address: () => '127.0.0.1',
    wake,
    nudge: () => {},
    mailLeaves: false,
    rosterUploads,
  };
  const { files, linkKey } = ground;
  const place = { host: machine, world, files, linkKey, wake, pages: site(deps), base: testSettings.baseUrl };
  return { ...place, machine, sessionClock, routes: routesOf(deps), made };
}

/** A cycle with two of everything, every page of it, and somebody for each way to read. */
export async function readingRoom(place: ReadingPlace) {
  const { host, world, files, linkKey, pages, base, sessionClock, routes, made } = place;
  const { table, ids } = world;
  const content = (async function* () {
    yield Buffer.from(ROSTER);
  })();
  await importRoster({ ...world, files })({ content, dryRun: false, by: 'An' });
  await open({ world, files })({ ...ORDER, categories: ['A'] }, { by: 'An', commandId: 'open01', accept: true });
  await launch(place)(CYCLE, { by: 'An', commandId: 'launch' });
  await host.moveClock('2026-11-02T01:00:00.000Z');
  await host.settle();
  const sessions = { table, clock: sessionClock, ids };
  const tokens: string[] = [];
  const come = (
    cookie?: readonly ['session' | 'console', string],
    elsewhere = false,
  ): Reader & ReturnType<typeof visitor> => {
    const who = visitor(pages, base);
    if (cookie) who.jar.set(cookieName(base, cookie[0]), cookie[1]);
    const side = cookie === undefined ? 'neither' : cookie[0] === 'console' ? 'office' : 'link';
    return { ...who, side, elsewhere, closed: new Set() };
  };
  return {
    host,
    world,
    made,
    routes,
    tokens,
    come,
    byLink: async (subject: LinkSubject, elsewhere = false) => {
      const { token, version } = await issueLink({ table, linkKey }, subject, 'doc@tinh.example');
      tokens.push(token);
      const subjects = [{ ...subject, linkVersion: version }];
      return come(['session', await openSession(sessions, { subjects, via: 'code', proven: true })], elsewhere);
    },
    inOffice: async (name: string, rights: Rights, elsewhere = false) => {
      const id = personIdOf(name);
      const at = sessionClock.now();
      await keepPerson(table, { id, name, ...rights, invitedBy: 'An', invitedAt: at, enteredAt: at }, 0);
      const subjects = [{ kind: 'administrator', id }];
      return come(['console', await openSession(sessions, { subjects, via: 'console', proven: true })], elsewhere);
    },
  };
}

export type ReadingRoom = Awaited<ReturnType<typeof readingRoom>>;
