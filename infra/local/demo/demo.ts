import type { Committee } from '#domain/committee.ts';
import type { Instant } from '#ports';
import { launch } from '#steps/launch/control.ts';
import { open } from '#steps/launch/open.ts';
import { importRoster } from '#steps/roster/import.ts';
import { rosterXlsx } from '../sample/files.ts';
import type { CellDoes } from '../sample/story.ts';
import { planCells } from './cells.ts';
import { ORDER } from './dates.ts';
import type { DemoOptions } from './options.ts';
import { writeOut } from './out.ts';
import { type Play, playOn } from './play.ts';
import { brokenPromises } from './promises.ts';
import { type Stage, setStage } from './stage.ts';
import { type Summary, summaryOf } from './summary.ts';
import { planWards } from './wards.ts';
import { planWorkplaces } from './workplaces.ts';

/** What the demo tells while it runs. */
export interface Teller {
  readonly told: (line: string) => void;
  readonly moment: (play: Play, at: Instant) => void;
}

export interface Demo {
  readonly summary: Summary;
  /** What did not hold, in sentences; nothing where all is well. */
  readonly broken: readonly string[];
}

/** A whole cycle from the roster to its end. */
export async function runDemo(options: DemoOptions, teller: Teller): Promise<Demo> {
  const started = performance.now();
  const stage = await setStage(options);
  try {
    const roster = await rosterXlsx(stage.town);
    const play = await openedOn(stage, roster);
    teller.told(
      `A town: members ${stage.town.members.length}, cells ${stage.cells.length}, wards ${stage.wards.length}`,
    );
    planCells(play);
    planWards(play);
    planWorkplaces(play);
    await playOn(play, (at) => teller.moment(play, at));
    const summary = await summaryOf(play);
    const broken = await brokenPromises(play, summary);
    if (options.out !== undefined) await writeOut(play, options.out, roster);
    return { summary: { ...summary, ms: Math.round(performance.now() - started) }, broken };
  } finally {
    await stage.close();
  }
}

/** The roster through the importer, the cycle opened over it and launched. */
export async function openedOn(stage: Stage, roster: Uint8Array): Promise<Play> {
  const { world, files, machine } = stage;
  const { clock, table } = machine.ground;
  const report = await importRoster({ table, files, clock })({ content: once(roster), dryRun: false, by: 'demo' });
  if (!report.applied) throw new Error(`the roster was not taken: ${JSON.stringify(report.problems)}`);
  const by = { by: 'demo', commandId: 'demo01' };
  // Cells on paper and through their ward are part of the story, so what the dry run says of them is accepted.
  const { cycleId } = await open({ world, files })(ORDER, { ...by, accept: true });
  await launch(machine.exchange.control)(cycleId, { by: 'demo', commandId: 'launch' });
  return { ...stage, cycleId, onPages: chosenFor(stage), visitors: new Map(), done: new Map() };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const KINDS: readonly CellDoes[] = ['answersEarly', 'answersLate', 'sentBack', 'opensOnly', 'answersAfterDue'];
const EACH = 2;
/** A page a member: a cell of two hundred would be told at length and show nothing new. */
const LARGEST = 60;

/** Some cells of each kind, and the first workplace: whoever has a mailbox of their own and not too many members. */
function chosenFor({ cells, town, story, workplaces }: Stage): ReadonlySet<string> {
  const sizes = Map.groupBy(town.members, ({ residenceId }) => residenceId);
  const uses = Map.groupBy(cells, ({ mailbox }) => mailbox);
  const fits = ({ id, channel, mailbox }: Committee) =>
    channel === 'mailbox' && uses.get(mailbox)?.length === 1 && (sizes.get(id)?.length ?? 0) <= LARGEST;
  const some = KINDS.flatMap((does) =>
    cells.filter((cell) => story.cells.get(cell.id)?.does === does && fits(cell)).slice(0, EACH),
  );
  return new Set([...some, ...workplaces.slice(0, 1)].map(({ id }) => id));
}
