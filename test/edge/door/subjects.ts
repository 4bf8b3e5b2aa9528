import type { doorway, visitor } from '#test/support/edge.ts';

/** Whom the links of these tests lead to. */
export const request = { kind: 'request', id: '2026.c12' } as const;
export const desk = { kind: 'desk', id: '2026.w3' } as const;
export const mailbox = 'chibo12@vinh.example';

export const bodyAndStatus = async (response: Response) => ({ status: response.status, body: await response.text() });

type Way = ReturnType<typeof doorway>;
type Person = ReturnType<typeof visitor>;

export async function enterByCode(way: Way, person: Person, typed = mailbox): Promise<Response> {
  await person.post('/r', { form: { mailbox: typed } });
  return person.post('/r/code', { form: { code: way.mails.at(-1)?.code ?? '' } });
}
