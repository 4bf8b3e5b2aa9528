// Writes functions/domain/holidays.json from the package date-holidays. Run by hand when that package knows better, or to
// add years: node scripts/make-holidays.mjs [FIRST LAST]. The calendar itself never computes a lunar date.
import { readFileSync, writeFileSync } from 'node:fs';
import Holidays from 'date-holidays';

const [first = 2025, last = 2035] = process.argv.slice(2).map(Number);
const target = new URL('../functions/domain/holidays.json', import.meta.url);
const { version } = JSON.parse(
  readFileSync(new URL('../node_modules/date-holidays/package.json', import.meta.url), 'utf8'),
);

const DAY = 86_400_000;
const textOf = (time) => new Date(time).toISOString().slice(0, 10);
const isWeekend = (time) => [0, 6].includes(new Date(time).getUTCDay());

/** Day → name. Tết is one entry with a range of days, of which the first is New Year's Eve. */
const holidays = new Map();
const calendar = new Holidays('VN', { languages: ['vi'] });
for (let year = first; year <= last; year++) {
  for (const { date, start, end, name, type } of calendar.getHolidays(year)) {
    if (type !== 'public') continue;
    const from = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    const days = Math.round((end - start) / DAY);
    for (let i = 0; i < days; i++) {
      const day = from + i * DAY;
      if (days === 1 || !holidays.has(day)) holidays.set(day, days > 1 && i > 0 ? 'Tết Nguyên Đán' : name);
    }
  }
}

// Labour Code 2019, Article 111(3): a holiday on a weekly day of rest is given back on the next working day.
const inLieu = new Map();
for (const [day, name] of [...holidays].sort(([a], [b]) => a - b)) {
  if (!isWeekend(day)) continue;
  let next = day + DAY;
  while (isWeekend(next) || holidays.has(next) || inLieu.has(next)) next += DAY;
  inLieu.set(next, `Nghỉ bù ${name}`);
}

const days = [...holidays, ...inLieu].sort(([a], [b]) => a - b).map(([day, name]) => ({ date: textOf(day), name }));
const comment =
  `Public holidays of Vietnam from date-holidays ${version} (npm), written on ${textOf(Date.now())} by scripts/make-holidays.mjs, ` +
  'with the days in lieu of Labour Code 2019, Article 111(3). Not in it, because they are announced year by year: the second ' +
  'day of National Day, exchanged working days, and 24 November (Vietnam Culture Day, decided in 2026). An office adds them.';

// One line a day, so that a new edition reads well in a diff.
const lines = days.map((day) => `    ${JSON.stringify(day)}`).join(',\n');
writeFileSync(
  target,
  `{\n  "comment": ${JSON.stringify(comment)},\n  "firstYear": ${first},\n  "lastYear": ${last},\n  "days": [\n${lines}\n  ]\n}\n`,
);
console.error(`${days.length} days of ${first} to ${last}`);
