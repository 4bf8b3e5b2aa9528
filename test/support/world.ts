import { memoryTable } from '#adapters/memory-table.ts';
import { HOME_ZONE } from '#domain/calendar.ts';
import type { CyclePlan } from '#domain/cycle.ts';
import { LATEST_FORM } from '#domain/form.ts';
import type { Clock, Instant, LinkKey } from '#ports';
import type { World } from '#records/world.ts';
import { countedIds, testLinkKey } from './edge.ts';

/** A clock that shows what a test sets. */
function setClock(start: Instant): Clock & { readonly set: (now: Instant) => void } {
  let now = start;
  return {
    now: () => now,
    set: (to) => {
      now = to;
    },
  };
}

export interface TestWorld extends World {
  readonly table: ReturnType<typeof memoryTable>;
  readonly clock: ReturnType<typeof setClock>;
  readonly linkKey: LinkKey;
}

/** Everything a change needs, in memory, the same in every run. It is nine in the morning of the first working day of November. */
export const aWorld = (now: Instant = '2026-11-02T02:00:00.000Z'): TestWorld => ({
  table: memoryTable(),
  clock: setClock(now),
  ids: countedIds(),
  linkKey: testLinkKey,
});

/** The yearly cycle with the usual dates. */
export const aPlan = (changes: Partial<CyclePlan> = {}): CyclePlan => ({
  title: 'Lấy ý kiến nhận xét cuối năm 2026',
  period: 'năm 2026',
  formId: LATEST_FORM,
  rosterVersion: 'r1',
  categories: ['A'],
  zone: HOME_ZONE,
  holidays: { closed: [], open: [] },
  dates: { opensOn: '2026-11-02', dueOn: '2026-11-30', confirmBy: '2026-12-07', closesOn: '2026-12-10' },
  reminders: [-5, -1, 2],
  minimumGap: 2,
  escalateAfter: { desk: 2, province: 4 },
  holdMinutes: 60,
  officer: {
    name: 'Nguyễn Thị Phụ Trách',
    telephone: '0238 000 0012',
    replyTo: 'phutrach@tinh.example',
    letterNumber: '12-CV/TU',
  },
  counts: { requests: 3, members: 30, mailboxes: 2, leftOut: 0 },
  ...changes,
});
