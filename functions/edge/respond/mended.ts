import { isRefusal } from '#domain/refusal.ts';
import { type Fields, type Posted, readFields, readForm, withoutControls } from '../forms.ts';
import type { Page } from './work.ts';

/**
 * A posted form, and the fields that held characters which are none, as a text pasted from a word processor may. Nothing typed
 * beside them must be lost for that: they are taken out, and the page says so and shows the rest.
 */
export async function readMended<One extends string = never, Many extends string = never, Each extends string = never>(
  c: Page,
  fields: Fields<One, Many, Each>,
): Promise<{ readonly form: Posted<One, Many, Each>; readonly pasted: readonly string[] }> {
  try {
    return { form: await readForm(c, fields), pasted: [] };
  } catch (error) {
    const mendable =
      isRefusal(error, 'Invalid') && error.problems.every(({ reason }) => reason === 'controlCharacters');
    if (!mendable) throw error;
    const form = readFields(withoutControls(await c.req.text()), fields);
    return { form, pasted: error.problems.map(({ place }) => place) };
  }
}
