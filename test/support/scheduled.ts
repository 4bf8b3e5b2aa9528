import { clock } from '#domain/actor.ts';
import {
  type CycleDates,
  type CycleEvent,
  type CyclePlan,
  evolveCycle,
  type OpenCycle,
  opened,
  unopenedCycle,
} from '#domain/cycle.ts';
import type { Instant } from '#ports';
import { aPlan } from '#test/support/world.ts';

export type Told = CycleEvent | readonly [at: Instant, event: CycleEvent];

/** A cycle after these events; each at its own moment, or in October. */
export function cycleOf(plan: Partial<CyclePlan>, ...told: readonly Told[]): OpenCycle {
  const state = unopenedCycle('k26');
  const events: readonly Told[] = [{ type: 'opened', plan: aPlan(plan) }, ...told];
  events.forEach((one, n) => {
    const [at, event] = 'type' in one ? [`2026-10-0${n + 1}T02:00:00.000Z`, one] : one;
    evolveCycle(state, { seq: n + 1, at, by: clock, commandId: `command ${n}`, event });
  });
  return opened(state);
}

export const launched: CycleEvent = { type: 'launched', holdUntil: '2026-10-02T03:00:00.000Z' };
export const DATES: CycleDates = {
  opensOn: '2026-11-02',
  dueOn: '2026-11-30',
  confirmBy: '2026-12-04',
  closesOn: '2026-12-10',
};
/** Eight in the morning there. */
export const morning = (day: string): Instant => `${day}T01:00:00.000Z`;
export const running = (plan: Partial<CyclePlan> = {}, ...told: readonly Told[]) =>
  cycleOf({ dates: DATES, ...plan }, launched, ...told);
