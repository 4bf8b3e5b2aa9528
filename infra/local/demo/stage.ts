import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { folderFiles } from '#adapters/folder-files.ts';
import { offsetClock } from '#adapters/offset-clock.ts';
import { spoolMailer } from '#adapters/spool-mailer.ts';
import { openSqliteTable } from '#adapters/sqlite-table.ts';
import type { Committee } from '#domain/committee.ts';
import { type Form, formOf, LATEST_FORM } from '#domain/form.ts';
import type { Member } from '#domain/member.ts';
import { silentLog } from '#edge/log.ts';
import { site } from '#edge/site.ts';
import type { Files, Instant, Table } from '#ports';
import type { World } from '#records/world.ts';
import { fileMaker } from '../file-maker.ts';
import { type Machine, machineOn } from '../machine.ts';
import { type Story, storyOf } from '../sample/story.ts';
import { sampleTown, type Town } from '../sample/town.ts';
import { rosterUploads } from '../settings.ts';
import { Agenda } from './agenda.ts';
import { seededIds, seededLinkKey } from './chance.ts';
import type { DemoOptions } from './options.ts';
import { type TownPost, townPost } from './post.ts';

/** The clock of every demo begins here, on a Wednesday morning, so that the same seed tells the same story on any day. */
export const BEGINS: Instant = '2026-10-28T02:00:00.000Z';
export const BASE = 'http://localhost:3000';

/** The town, its story and the machine they happen on. */
export interface Stage {
  readonly seed: string;
  readonly town: Town;
  readonly story: Story;
  readonly form: Form;
  readonly cells: readonly Committee[];
  readonly wards: readonly Committee[];
  readonly workplaces: readonly Committee[];
  readonly memberOf: (id: string) => Member;
  readonly committeeOf: (id: string) => Committee;
  readonly machine: Machine;
  readonly world: World;
  readonly table: Table;
  readonly files: Files;
  readonly post: TownPost;
  readonly pages: Hono;
  readonly agenda: Agenda;
  readonly close: () => Promise<void>;
}

/** A fresh store in a folder of its own, which is gone when the stage is closed. */
export async function setStage({ seed, committees, members }: DemoOptions): Promise<Stage> {
  const town = sampleTown({ seed, committees, members });
  const story = storyOf(seed, town);
  const folder = await mkdtemp(join(tmpdir(), 'exchange-demo-'));
  const store = openSqliteTable(join(folder, 'exchange.db'));
  const { table } = store;
  const files = await folderFiles(join(folder, 'files'));
  const post = townPost(spoolMailer(table), bouncing(town, story));
  const clock = await offsetClock({ now: () => BEGINS }, table);
  const ground = { table, files, clock, ids: seededIds(seed), linkKey: seededLinkKey(seed), mailer: post };
  const from = { name: 'Ban Tổ chức Tỉnh ủy Sông Lúa', address: 'trao-doi@tinh-song-lua.example' };
  const machine = await machineOn(ground, { baseUrl: BASE, from, log: silentLog });
  const { world, control } = machine.exchange;
  const pages = site({
    ...ground,
    ...fileMaker({ world, files, sessionClock: clock, log: silentLog }),
    sessionClock: clock,
    world,
    log: silentLog,
    baseUrl: BASE,
    address: () => '127.0.0.1',
    wake: control.wake,
    // The demo settles everything after each moment itself.
    nudge: () => {},
    mailLeaves: false,
    rosterUploads,
  });
  const close = async () => {
    await machine.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
  const stands = { seed, town, story, form: formOf(LATEST_FORM), ...peopleOf(town) };
  return { ...stands, machine, world, table, files, post, pages, agenda: new Agenda(), close };
}

function peopleOf({ committees, members }: Town) {
  const at = (level: Committee['level']) => committees.filter((committee) => committee.level === level);
  const members_ = new Map(members.map((member) => [member.id, member]));
  const committees_ = new Map(committees.map((committee) => [committee.id, committee]));
  return {
    cells: at('cell'),
    wards: at('commune'),
    workplaces: at('workplace'),
    memberOf: (id: string) => known(members_.get(id), id),
    committeeOf: (id: string) => known(committees_.get(id), id),
  };
}

function known<T>(found: T | undefined, id: string): T {
  if (!found) throw new Error(`nobody in the town is called ${id}`);
  return found;
}

const bouncing = (town: Town, { cells }: Story): ReadonlySet<string> =>
  new Set(
    town.committees.flatMap(({ id, mailbox }) => (mailbox && cells.get(id)?.does === 'bounces' ? [mailbox] : [])),
  );
