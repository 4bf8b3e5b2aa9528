export const linkKinds = ['request', 'desk', 'delivery', 'member'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** What a link opens. */
export interface LinkSubject {
  readonly kind: LinkKind;
  readonly id: string;
}
