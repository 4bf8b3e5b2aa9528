/**
 * Who is asked about: A as a rule; B introduced to the residence but exempt from its activities, asked about only on demand.
 * Those exempt from introduction (category C) never enter the exchange, not even as a value here.
 */
export type Category = 'A' | 'B';

/** A Party member who works in one place and lives in another. */
export interface Member {
  readonly id: string;
  readonly name: string;
  /** As it was written, and never turned into a moment: the zone was another before mid-1975. */
  readonly birthDate: string;
  readonly workplaceId: string;
  readonly residenceId: string;
  readonly category: Category;
  /** Since when the residence committee has the member, as it was written. */
  readonly since?: string;
  readonly mailbox?: string;
}
