/**
 * Thread that computes public holidays: lunar calendars take up to half a second a country and year, which requests
 * must not wait for. Plain JavaScript, because a thread starts without the loaders that the main one may have.
 */
import { parentPort } from 'node:worker_threads';
import Holidays from 'date-holidays';

const DAY = 86_400_000;

parentPort.on('message', ({ country, year, language }) => {
  parentPort.postMessage({ country, year, language, days: daysOf(country, year, language) });
});

/** As the package calls them, where that is not their ISO 639 code. */
const OWN_CODES = { ja: 'jp' };

/**
 * Local dates of a year's public holidays, all days of longer ones; half days are none. Named in the language, or in
 * English where the package has no name in it.
 */
function daysOf(country, year, language) {
  const languages = [...new Set([language, OWN_CODES[language] ?? language, 'en'])];
  const holidays = new Holidays(country, { languages }).getHolidays(year);
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
