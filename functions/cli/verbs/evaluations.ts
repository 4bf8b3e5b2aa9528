import { office } from '#domain/actor.ts';
import type { Language } from '#domain/language.ts';
import { Refusal } from '#domain/refusal.ts';
import { formats } from '#steps/deliver/formats.ts';
import { notedExport } from '#steps/deliver/noted-export.ts';
import type { Verb } from '../verb.ts';
import { counted } from '../words.ts';
import { CYCLE } from './cycle.ts';

const LANGUAGES = ['vi', 'en', 'fr'] as const satisfies readonly Language[];

export const evaluationsVerb: Verb = {
  name: 'evaluations',
  summary: 'writes the evaluations of a cycle into a file; every member can see that it was done',
  argument: CYCLE,
  options: [
    { name: 'format', value: formats.join('|'), oneOf: formats, required: true, help: 'of the file' },
    { name: 'out', value: 'FILE', required: true, path: true, help: 'where to; replaced in one step' },
    { name: 'workplace', value: 'ID', help: 'only of this workplace' },
    { name: 'language', value: LANGUAGES.join('|'), oneOf: LANGUAGES, help: 'of its words (vi)' },
  ],
  run: async ({ world, progress, writeLocal }, { argument: cycleId, one, by }) => {
    const format = chosen(formats, one('format'));
    const language = chosen(LANGUAGES, one('language') ?? 'vi');
    const wanted = { cycleId, workplaceId: one('workplace'), format, language, by: office(by) };
    const { requests, file } = await notedExport(world, wanted, (step, done, all) => {
      if (done % 500 === 0) progress(`${step} ${done} of ${all} committees`);
    });
    const named = one('out') ?? '';
    const out = file.ending === 'zip' && !named.endsWith('.zip') ? `${named}.zip` : named;
    let bytes = 0;
    const counting = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of file.content) {
        bytes += chunk.length;
        yield chunk;
      }
    };
    await writeLocal(out, counting());
    return {
      status: 0,
      json: { cycleId, format, out, bytes, requests },
      lines: [`${out}: the evaluations from ${counted(requests, 'committee')}, ${bytes} bytes.`],
    };
  },
};

/** It may come over the socket, where nobody has held it against the options. */
function chosen<T extends string>(known: readonly T[], typed: string | undefined): T {
  const found = known.find((one) => one === typed);
  if (found === undefined) throw new Refusal('Invalid', `that is none of ${known.join(', ')}`);
  return found;
}
