import { type Answer, answerKind } from '#domain/answer.ts';
import type { Submitted } from '#domain/request.ts';
import type { AnswerChunk } from '#domain/request-events.ts';
import type { Signing } from '#domain/signing.ts';
import type { Table } from '#ports';
import { toBody } from './stored.ts';
import { type Draughted, draught, readText } from './texts.ts';

/** Answers an item: about 20 members, some 15 KB; fewer where they are long, so that an item stays under 100 KB. */
const CHUNK = 20;
const LONGEST_CHUNK = 30_000;

interface ChunkBody {
  readonly answers: readonly Answer[];
  /** In the first chunk of a submission. */
  readonly signing?: Signing;
}

/** A submission as write-once items, and the marks of them that the event carries. */
export function draughtAnswers(
  commandId: string,
  answers: readonly { readonly slot: number; readonly answer: Answer }[],
  signing: Signing,
): { readonly chunks: readonly AnswerChunk[]; readonly texts: readonly Draughted[] } {
  const chunks: AnswerChunk[] = [];
  const texts: Draughted[] = [];
  for (const some of parcelled(answers, JSON.stringify(signing).length)) {
    const first = texts.length === 0;
    const body: ChunkBody = { answers: some.map(({ answer }) => answer), ...(first ? { signing } : {}) };
    const text = draught(commandId, texts.length, toBody(body));
    texts.push(text);
    chunks.push({
      ...text.ref,
      slots: some.map(({ slot }) => slot),
      kinds: some.map(({ answer }) => answerKind(answer)),
    });
  }
  return { chunks, texts };
}

/** The first parcel lies beside what is said about the meeting, and may hold nothing else. */
function* parcelled<T extends { readonly answer: Answer }>(answers: readonly T[], taken: number): Generator<T[]> {
  let parcel: T[] = [];
  let size = taken;
  for (const one of answers) {
    const length = lengthOf(one.answer);
    if (parcel.length === CHUNK || (size > 0 && size + length > LONGEST_CHUNK)) {
      yield parcel;
      parcel = [];
      size = 0;
    }
    parcel.push(one);
    size += length;
  }
  if (parcel.length > 0 || size > 0) yield parcel;
}

/** Characters of free text in an answer; a character takes at most three bytes here. */
function lengthOf(answer: Answer): number {
  if (answer.kind === 'notHere') return answer.movedTo?.length ?? 0;
  if (answer.kind === 'conflict') return answer.note?.length ?? 0;
  let length = answer.remark?.length ?? 0;
  for (const reason of Object.values(answer.reasons)) length += reason.text.length;
  return length;
}

/** What was said about one member; undefined where a lawful order removed the text. */
export async function readAnswer(
  table: Table,
  requestId: string,
  { ref, place }: Pick<Submitted, 'ref' | 'place'>,
): Promise<Answer | undefined> {
  const body = await readText(table, requestId, ref);
  return body === undefined ? undefined : asChunk(body).answers[place];
}

/** Several answers of one request; each item is read once. */
export async function readAnswers<K>(
  table: Table,
  requestId: string,
  wanted: readonly (readonly [K, Pick<Submitted, 'ref' | 'place'>])[],
): Promise<ReadonlyMap<K, Answer>> {
  const bodies = new Map<string, ChunkBody | undefined>();
  for (const [, { ref }] of wanted) {
    if (bodies.has(ref.key)) continue;
    const body = await readText(table, requestId, ref);
    bodies.set(ref.key, body === undefined ? undefined : asChunk(body));
  }
  const found = new Map<K, Answer>();
  for (const [key, { ref, place }] of wanted) {
    const answer = bodies.get(ref.key)?.answers[place];
    if (answer) found.set(key, answer);
  }
  return found;
}

/** What the committee said about its meeting and its signers, by the part it came with. */
export async function readSigning(
  table: Table,
  requestId: string,
  text: { key: string; hash: string },
): Promise<Signing | undefined> {
  const body = await readText(table, requestId, text);
  return body === undefined ? undefined : asChunk(body).signing;
}

// `readText` has compared the body with the hash in the journal, so it is what `draughtAnswers` wrote.
const asChunk = (body: object | string | number | boolean | null): ChunkBody => body as ChunkBody;
