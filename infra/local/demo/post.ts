import type { Letter, Mailer } from '#ports';

/** The post of the town: it counts, keeps the last letter of each kind to each mailbox, and refuses where nobody lives any more. */
export interface TownPost extends Mailer {
  readonly sent: ReadonlyMap<string, number>;
  readonly refused: number;
  /** What stands in the last letter of one of these kinds to a mailbox: its first link. */
  linkTo(mailbox: string, kinds: readonly string[]): string | undefined;
  /** The last code that was mailed there. */
  codeTo(mailbox: string): string | undefined;
}

export function townPost(spool: Mailer, refusing: ReadonlySet<string>): TownPost {
  const sent = new Map<string, number>();
  const links = new Map<string, string>();
  const codes = new Map<string, string>();
  let refused = 0;
  return {
    sent,
    get refused() {
      return refused;
    },
    linkTo: (mailbox, kinds) => kinds.map((kind) => links.get(`${kind} ${mailbox}`)).find((link) => link !== undefined),
    codeTo: (mailbox) => codes.get(mailbox),
    rate: () => spool.rate(),
    async hand(letter: Letter) {
      if (refusing.has(letter.to)) {
        refused += 1;
        return { outcome: 'refused', reason: '550 no such mailbox' };
      }
      const handover = await spool.hand(letter);
      sent.set(letter.kind, (sent.get(letter.kind) ?? 0) + 1);
      const [code] = letter.kind === 'code' ? (/\b\d{4} \d{4}\b/.exec(letter.text) ?? []) : [];
      if (code !== undefined) codes.set(letter.to, code);
      const [link] = letter.links;
      if (link !== undefined) links.set(`${letter.kind} ${letter.to}`, link);
      return handover;
    },
  };
}
