import { addDays, addWorkingDays, HOME_ZONE, localDate } from '#domain/calendar.ts';
import type { Files } from '#ports';
import { listCycles } from '#records/cycles.ts';
import { listPeople } from '#records/people.ts';
import { currentRoster } from '#records/roster.ts';
import { suppress } from '#records/suppression.ts';
import type { World } from '#records/world.ts';
import { open } from '#steps/launch/open.ts';
import { importRoster } from '#steps/roster/import.ts';
import { rosterCsv } from './sample/files.ts';
import { storyOf } from './sample/story.ts';
import { sampleVillage, type Town } from './sample/town.ts';

const SEED = 1;

interface Deps {
  readonly world: World;
  readonly files: Files;
}

/** Nothing was done here yet, by nobody. */
export async function isUntouched({ table }: World): Promise<boolean> {
  if (await currentRoster(table)) return false;
  return (await listCycles(table)).length + (await listPeople(table)).length === 0;
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/**
 * The cell whose mail comes back. A spool refuses nothing, so its mailbox stands among those that refused before: a newcomer sees
 * what the room about mail shows, and what a ward is told once the cycle is launched.
 */
async function refuseOne({ table, clock }: World, town: Town): Promise<void> {
  const { cells } = storyOf(SEED, town);
  const { mailbox } = town.committees.find(({ id }) => cells.get(id)?.does === 'bounces') ?? {};
  if (mailbox) await suppress(table, mailbox, { reason: 'bounce', since: clock.now(), mailId: 'sample' });
}

/** An invented town, imported as an office would, and a cycle over it that waits for somebody to launch it. */
export async function loadSample(deps: Deps): Promise<{ readonly cycleId: string; readonly members: number }> {
  const { table, clock, ids } = deps.world;
  const by = 'sample';
  const town = sampleVillage(SEED);
  const roster = { table, files: deps.files, clock };
  await importRoster(roster)({ content: once(rosterCsv(town)), dryRun: false, by });
  await refuseOne(deps.world, town);
  const opensOn = localDate(clock.now(), HOME_ZONE);
  const dueOn = addWorkingDays(opensOn, 20);
  const order = {
    title: `Đợt nhận xét năm ${opensOn.slice(0, 4)} (mẫu)`,
    period: `năm ${opensOn.slice(0, 4)}`,
    dates: { opensOn, dueOn, confirmBy: addWorkingDays(dueOn, 4), closesOn: addDays(addWorkingDays(dueOn, 7), 1) },
    officer: {
      name: 'Trần Thị Minh Nguyệt',
      telephone: '0238 000 0000',
      replyTo: 'tochuc@tinh-song-lua.example',
      letterNumber: '12-CV/BTC',
    },
    holdMinutes: 0,
  };
  const { cycleId } = await open(deps)(order, { by, commandId: ids.next(), accept: true });
  return { cycleId, members: town.members.length };
}
