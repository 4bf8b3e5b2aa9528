/** A day by the clock, in milliseconds. Days of the calendar are counted in `calendar.ts`, which few functions need to carry. */
export const DAY = 86_400_000;
