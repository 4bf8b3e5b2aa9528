import { HOME_ZONE } from '#domain/calendar.ts';
import type { Instant } from '#ports';
import type { Deed, Play } from './play.ts';
import type { Summary } from './summary.ts';

/** The story in dated lines, as somebody who watched it would tell it. */
const DEEDS: { readonly [deed in Deed]: (n: string, one: boolean) => string } = {
  opened: (n, one) => `${n} ${one ? 'cell opens its link and sends' : 'cells open their links and send'} nothing`,
  drafted: (n, one) => `${n} ${one ? 'draft stays' : 'drafts stay'} behind`,
  cellsSent: (n, one) => `${n} ${one ? 'cell sends' : 'cells send'}`,
  sent: (n, one) => `answers about ${n} ${one ? 'member' : 'members'}`,
  signed: (n, one) => `${n} second ${one ? 'person signs' : 'persons sign'}`,
  passed: (n, one) => `${n} ${one ? 'member passes' : 'members pass'} to another hand`,
  cellsConfirmed: (n, one) => `wards read ${n} ${one ? 'cell' : 'cells'}`,
  confirmed: (n, one) => `${n} ${one ? 'answer is' : 'answers are'} confirmed`,
  sentBack: (n, one) => `${n} ${one ? 'answer is' : 'answers are'} sent back`,
  rerouted: (n, one) => `${n} ${one ? 'member who moved is' : 'members who moved are'} found elsewhere`,
  pressed: (n, one) => `wards press ${n} silent ${one ? 'cell' : 'cells'}`,
  answeredByWard: (n, one) => `wards answer about ${n} ${one ? 'member' : 'members'}`,
  excused: (n, one) => `wards excuse ${n} ${one ? 'cell' : 'cells'}`,
  views: (n, one) => `${n} ${one ? 'member states a view' : 'members state their views'}`,
  acknowledged: (n, one) => `${n} ${one ? 'workplace acknowledges' : 'workplaces acknowledge'}`,
};

const number = new Intl.NumberFormat('en-GB');
const moment = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: HOME_ZONE,
});

const dated = (at: Instant): string => moment.format(Date.parse(at)).replace(',', '');

/** One line for each moment at which something happened: what people did, what came back, what left by mail. */
export function storyTeller(): (play: Play, at: Instant) => string | undefined {
  const before = new Map<string, number>();
  let refused = 0;
  return ({ done, post }, at) => {
    const deeds = [...done].map(([deed, n]) => DEEDS[deed](number.format(n), n === 1));
    done.clear();
    const left = [...post.sent].flatMap(([kind, n]) => {
      const more = n - (before.get(kind) ?? 0);
      before.set(kind, n);
      return more > 0 ? [`${number.format(more)} ${kind}`] : [];
    });
    const returned = post.refused - refused;
    refused = post.refused;
    const parts = [
      ...deeds,
      ...(returned > 0 ? [`${returned} ${returned === 1 ? 'mail comes' : 'mails come'} back`] : []),
      ...(left.length > 0 ? [`mails: ${left.join(', ')}`] : []),
    ];
    return parts.length > 0 ? `${dated(at)}  ${parts.join(' · ')}` : undefined;
  };
}

export function summaryInWords(summary: Summary): string {
  const n = (count: number) => number.format(count);
  const mails = Object.entries(summary.mails);
  const letters = mails.reduce((sum, [, count]) => sum + count, 0);
  return `
The cycle is over.
  ${n(summary.members)} members in ${n(summary.requests)} requests, each with an evaluation that was delivered
  ${n(summary.answered)} commented on (${n(summary.confirmed)} confirmed by a ward, ${n(summary.late)} late)
  ${n(summary.notHere)} not here, ${n(summary.noComment)} without a comment
  ${n(summary.escalated)} late requests told to their wards, ${n(summary.bounced)} mails came back
  ${n(letters)} mails: ${mails.map(([kind, count]) => `${n(count)} ${kind}`).join(', ')}
  told in ${(summary.ms / 1000).toFixed(1)} s`;
}
