import type { Context } from 'hono';
import type { Download, Downloads } from '#ports';
import { seeOther } from './page.ts';

export interface HandsOut {
  /** Where an answer may not be large. */
  readonly downloads?: Downloads;
}

/** A file, saved and not shown: by a link to it where the place makes one, or else as the answer itself, in chunks as it is made. */
export async function handOut(c: Context, { downloads }: HandsOut, file: Download): Promise<Response> {
  if (downloads) return seeOther(c, await downloads.offer(file));
  return c.body(ReadableStream.from(file.content), 200, {
    'Content-Type': file.mediaType,
    'Content-Disposition': `attachment; filename="${file.filename}"`,
  });
}
