let collator: Intl.Collator | undefined;

/** As a Vietnamese reader looks it up, 'khối 2' before 'khối 10'. */
export function inOrder(a: string, b: string): number {
  collator ??= new Intl.Collator('vi', { numeric: true });
  return collator.compare(a, b);
}

/** By name, and never by what a committee still owes. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number => inOrder(a.name, b.name);

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * The Vietnamese order of people: by the given name, which stands last, then by what stands before it; namesakes by their id.
 * Every list of members has this order, so that a name stands at the same place in the cell, the ward, the office and the file.
 */
export function inMemberOrder<T>(all: readonly T[], memberOf: (one: T) => Named): T[] {
  return all
    .map((one) => ({ one, key: keyOf(memberOf(one)) }))
    .sort((a, b) => byKey(a.key, b.key))
    .map(({ one }) => one);
}

const keyOf = ({ id, name }: Named) => {
  const words = name.trim().split(/\s+/);
  return { given: words.at(-1) ?? '', before: words.slice(0, -1).join(' '), id };
};

const byKey = (a: ReturnType<typeof keyOf>, b: ReturnType<typeof keyOf>): number =>
  inOrder(a.given, b.given) || inOrder(a.before, b.before) || (a.id < b.id ? -1 : 1);
