/**
 * Thread that computes public holidays: lunar calendars take up to half a second a country and year, which requests
 * must not wait for. Plain JavaScript, because a thread starts without the loaders that the main one may have.
 */
import { parentPort } from 'node:worker_threads';
import Holidays from 'date-holidays';

const DAY = 86_400_000;

parentPort.on('message', ({ country, year }) => {
  parentPort.postMessage({ country, year, days: daysOf(country, year) });
});

/** Local dates of a year's public holidays with their English names, all days of longer ones; half days are none. */
function daysOf(country, year) {
  const holidays = new Holidays(country, { languages: ['en'] }).getHolidays(year);
  return holidays
    .filter(({ type }) => type === 'public')
    .flatMap(({ name, date, start, end }) => {
      const first = Date.parse(date.slice(0, 10));
      // Rounded: a day on which clocks change has 23 or 25 hours, and some feasts end at noon.
      const days = Math.round((end - start) / DAY - 0.1);
      return Array.from({ length: days }, (_, i) => [
        new Date(first + i * DAY).toISOString().slice(0, 10),
        name,
      ]);
    });
}
