import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { spooled } from '#adapters/spool-mailer.ts';
import { deliveryBoardOf } from '#records/boards.ts';
import { exportEvaluations } from '#steps/deliver/export.ts';
import { mailJson } from '../local-pages.ts';
import type { Play } from './play.ts';

/** What an office would have in its hands afterwards: the roster, the mails, every evaluation, and each workplace's pack. */
export async function writeOut(play: Play, folder: string, roster: Uint8Array): Promise<void> {
  const { world, table, cycleId } = play;
  const packs = join(folder, 'packs');
  await mkdir(packs, { recursive: true });
  await writeFile(join(folder, 'roster.xlsx'), roster);
  const mails = (await spooled(table)).map(mailJson);
  await writeFile(join(folder, 'mails.json'), `${JSON.stringify(mails, undefined, 1)}\n`);
  const keep = (name: string, content: AsyncIterable<Uint8Array>) =>
    pipeline(content, createWriteStream(join(folder, name)));
  await keep('evaluations.json', (await exportEvaluations(world, { cycleId }, 'json', 'vi')).content);
  for (const { deliveryId, workplaceId } of await deliveryBoardOf(table, cycleId)) {
    const { language } = play.committeeOf(workplaceId);
    for (const format of ['csv', 'xlsx'] as const)
      await keep(
        `packs/${workplaceId}.${format}`,
        (await exportEvaluations(world, { deliveryId }, format, language)).content,
      );
  }
}
