import type { Context } from 'hono';
import type { Download, Downloads, Files } from '#ports';
import { seeOther } from './page.ts';

export interface HandsOut {
  /** Where an answer may not be large. */
  readonly downloads?: Downloads;
}

/** And files that lie there already. */
export interface HandsOutKept extends HandsOut {
  readonly kept: Pick<Files, 'read'>;
}

/** A file that was made before; undefined where it is gone. */
export async function handOutKept(
  c: Context,
  { downloads, kept }: HandsOutKept,
  name: string,
  savedAs: Omit<Download, 'content'>,
): Promise<Response | undefined> {
  if (downloads) return seeOther(c, await downloads.link(name, savedAs));
  const content = await kept.read(name);
  return content && handOut(c, {}, { content, ...savedAs });
}

/** A file, saved and not shown: by a link to it where the place makes one, or else as the answer itself, in chunks as it is made. */
export async function handOut(c: Context, { downloads }: HandsOut, file: Download): Promise<Response> {
  if (downloads) return seeOther(c, await downloads.offer(file));
  return c.body(ReadableStream.from(file.content), 200, {
    'Content-Type': file.mediaType,
    'Content-Disposition': `attachment; filename="${file.filename}"`,
  });
}
