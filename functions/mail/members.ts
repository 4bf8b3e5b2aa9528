import type { LocalDate } from '#domain/calendar.ts';
import { longDate } from './formats.ts';
import { type CycleFacts, cycleRows, link, type Parts, paragraph, paragraphs, rows, type Say } from './parts.ts';

/** A member's own comment is ready. Neither who they are nor what it says is known here. */
export interface MemberFacts {
  readonly cycle: CycleFacts;
  readonly committee: string;
  /** Until when a view still goes out together with the comment. */
  readonly viewBy?: LocalDate;
  readonly url: string;
}

export function tellMember({ cycle, committee, viewBy, url }: MemberFacts, say: Say): Parts {
  const { copy, language } = say;
  const { memberTold } = copy;
  const blocks = [
    paragraph(memberTold.opening(committee)),
    rows(...cycleRows(say, cycle)),
    link(memberTold.open, url),
    paragraph(viewBy ? memberTold.view(longDate(language, viewBy)) : memberTold.viewLate),
    ...paragraphs(memberTold.how),
  ];
  return { subject: memberTold.subject, greeting: copy.greetingPerson, blocks };
}
