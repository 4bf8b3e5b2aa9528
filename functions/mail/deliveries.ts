import { type CycleFacts, cycleRows, letterRow, link, type Parts, paragraphs, rows, type Say } from './parts.ts';

/** A workplace committee's evaluations: how many, from how many, which version. */
export interface DeliveryFacts {
  readonly cycle: CycleFacts;
  readonly name: string;
  readonly members: number;
  readonly committees: number;
  readonly version: number;
  readonly url: string;
}

function letterFor(facts: DeliveryFacts, say: Say, subject: string, opening: readonly string[]): Parts {
  const { copy } = say;
  const { labels, values } = copy;
  const about = rows(
    ...cycleRows(say, facts.cycle),
    letterRow(say, facts.cycle),
    [labels.members, values.members(facts.members)],
    [labels.version, values.version(facts.version)],
  );
  const blocks = [...paragraphs(opening), about, link(copy.evaluations.open, facts.url), ...paragraphs(copy.howDesk)];
  return { subject, greeting: copy.greetingDesk(facts.name), blocks };
}

export function deliver(facts: DeliveryFacts, say: Say): Parts {
  const { subject, opening, noGrade } = say.copy.evaluations;
  return letterFor(facts, say, subject(facts.members), [opening(facts.committees), noGrade]);
}

export function remindToAcknowledge(facts: DeliveryFacts, say: Say): Parts {
  const { subject, opening } = say.copy.evaluationsReminder;
  return letterFor(facts, say, subject(facts.members), [opening]);
}

export function tellCorrected(facts: DeliveryFacts, say: Say): Parts {
  const { subject, opening } = say.copy.corrected;
  return letterFor(facts, say, subject(facts.version), [opening]);
}
