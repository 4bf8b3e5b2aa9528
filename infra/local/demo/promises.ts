import { spooled } from '#adapters/spool-mailer.ts';
import { closesAt } from '#domain/cycle.ts';
import type { Letter } from '#ports';
import { readCycle } from '#records/cycles.ts';
import { INTENT_SHARDS, unsettled } from '#records/intents.ts';
import { firstDue, OUT_SHARDS, readMail } from '#records/outbox.ts';
import { outcomesOf } from '#records/totals.ts';
import { verifyCycle } from '#watch/verify.ts';
import type { Play } from './play.ts';
import type { Summary } from './summary.ts';

/** What of the exchange's promises did not hold in this cycle, in sentences. */
export async function brokenPromises(play: Play, summary: Summary): Promise<readonly string[]> {
  const letters = await spooled(play.table);
  return [
    ...brokenTotals(summary),
    ...(await outcomes(play, summary)),
    ...(await journals(play)),
    ...(await leftOver(play)),
    ...(await doubled(play, letters)),
    ...(await afterClose(play, letters)),
    ...named(play, letters),
  ];
}

type Totals = Pick<Summary, 'members' | 'answered' | 'notHere' | 'noComment' | 'evaluations' | 'delivered'>;

/** I5: every member ends in exactly one state, and the totals add up. */
export function brokenTotals(summary: Totals): string[] {
  const { members, answered, notHere, noComment, evaluations, delivered } = summary;
  const sum = answered + notHere + noComment;
  const told = `${answered} answered + ${notHere} not here + ${noComment} without a comment`;
  return [
    ...(sum === members ? [] : [`the totals do not add up: ${told} = ${sum}, and there are ${members} members`]),
    ...(evaluations === members ? [] : [`there are ${evaluations} evaluations of ${members} members`]),
    ...(delivered === evaluations ? [] : [`${delivered} of ${evaluations} evaluations were delivered`]),
  ];
}

async function outcomes({ table, cycleId }: Play, { members }: Summary): Promise<string[]> {
  const counted = (await outcomesOf(table, cycleId)).members;
  return counted === members ? [] : [`the journals know ${counted} members, and the town has ${members}`];
}

/** I6: the journals verify, and every text is the one an entry points to. */
async function journals({ world, files, cycleId }: Play): Promise<string[]> {
  const { flaws } = await verifyCycle({ world, files }, cycleId);
  return flaws.map(({ kind, id, seq, flaw }) => `the journal of ${kind} ${id} has a flaw at ${seq}: ${flaw}`);
}

/** I8: nothing is left half done, and no mail waits. */
async function leftOver({ table }: Play): Promise<string[]> {
  const broken: string[] = [];
  for (let shard = 0; shard < OUT_SHARDS; shard++) {
    const due = await firstDue(table, shard);
    if (due !== undefined) broken.push(`a mail still waits in shard ${shard} of the outbox, due at ${due}`);
  }
  for (let shard = 0; shard < INTENT_SHARDS; shard++)
    for (const { kind, id } of await unsettled(table, shard)) broken.push(`something of ${kind} ${id} is half done`);
  return broken;
}

/** I2: one mail for each recipient, subject, kind and occurrence, and each that left is on record as sent. */
async function doubled({ table }: Play, letters: readonly Letter[]): Promise<string[]> {
  const seen = new Set<string>();
  const broken: string[] = [];
  for (const { id, to } of letters) {
    const mail = (await readMail(table, id))?.mail;
    if (mail?.status !== 'sent') broken.push(`the letter ${id} left and its record says ${mail?.status ?? 'nothing'}`);
    const identity = [to, mail?.about, mail?.kind, mail?.occurrence].join('\n');
    if (seen.has(identity)) broken.push(`the letter ${id} is there twice`);
    seen.add(identity);
  }
  return broken;
}

/** What asks somebody for something. */
const ASKING: ReadonlySet<string> = new Set([
  'request',
  'packs',
  'reminder',
  'extended',
  'sentBack',
  'toConfirm',
  'halfTime',
  'overdue',
  'unreachable',
  'counts',
]);

/** I3: after the close no request, reminder or escalation leaves. */
async function afterClose({ table, cycleId }: Play, letters: readonly Letter[]): Promise<string[]> {
  const close = closesAt(await readCycle(table, cycleId));
  return letters
    .filter(({ kind, at }) => ASKING.has(kind) && at > close)
    .map(({ id, kind, at }) => `the letter ${id} (${kind}) left at ${at}, after the close`);
}

const LONGEST_NAME = 6;

/** I7: no member's name stands in a mail. A line that was looked at once is not looked at again: most are alike. */
function named({ town }: Play, letters: readonly Letter[]): string[] {
  const names = new Set(town.members.map(({ name }) => name));
  const clean = new Set<string>();
  const broken: string[] = [];
  for (const { id, subject, text, html, from } of letters) {
    for (const line of [subject, ...text.split('\n'), ...html.replaceAll(/<[^>]*>/g, '\n').split('\n')]) {
      if (clean.has(line)) continue;
      if (hasName(names, line.replaceAll(from.name, ''))) broken.push(`the letter ${id} holds the name of a member`);
      else clean.add(line);
    }
  }
  return broken;
}

export function hasName(names: ReadonlySet<string>, line: string): boolean {
  const words = line.split(/[^\p{L}\p{M}]+/u).filter(Boolean);
  for (let from = 0; from < words.length; from++)
    for (let to = from + 2; to <= Math.min(words.length, from + LONGEST_NAME); to++)
      if (names.has(words.slice(from, to).join(' '))) return true;
  return false;
}
