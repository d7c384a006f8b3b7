import { DurationMinutes, LocalDateInput, ZoneName } from '#contracts';
import { LONGEST_MINUTES, MOST_DAYS, MOST_STARTS } from '#time';
import { z } from 'zod';
import { commaList } from '../http/validation.js';
import { cityHours } from './city-hours.js';

const MOST_CITIES = 200;
const MOST_ALTERNATIVES = 50;
const MOST_BUSY = 100;

/** Text of a number, so that an empty parameter is refused and not read as 0. */
const numberText = (pattern: RegExp, kind: string) =>
  z
    .string({ error: ({ input }) => `${input === undefined ? 'is missing; it ' : ''}must be ${kind}` })
    .regex(pattern, `must be ${kind}`)
    .transform(Number);
const wholeNumber = numberText(/^\d{1,9}$/, 'a whole number');
const decimal = numberText(/^\d{1,4}(\.\d{1,6})?$/, 'a number like “1” or “0.5”');

export const FairTimesQuery = z
  .strictObject({
    cities: commaList(MOST_CITIES).describe('Required cities, which decide: `boston,rome`.'),
    invited: commaList(MOST_CITIES).optional().describe('Invited cities, which break ties.'),
    from: LocalDateInput.describe('First day of the window.'),
    to: LocalDateInput.describe(
      `Last day, included: at most ${MOST_DAYS} days and ${MOST_STARTS} starts are searched.`,
    ),
    zone: ZoneName.default('Etc/UTC').describe('Whose days these are.'),
    durationMinutes: wholeNumber.pipe(DurationMinutes),
    stepMinutes: wholeNumber
      .pipe(z.int().min(1, 'must be at least 1').max(LONGEST_MINUTES, `must be at most ${LONGEST_MINUTES}`))
      .default(15)
      .describe('Starts lie this far apart, from the beginning of the window.'),
    restDays: z
      .enum(['avoid', 'ignore'])
      .default('ignore')
      .describe(
        '`avoid`: weekends, public holidays and observances to avoid weigh 2 per hour; blocked ones exclude.',
      ),
    tolerance: decimal
      .default(1)
      .describe('Weighted hours by which the worst burden may exceed the smallest possible one.'),
    host: z.string().max(100).optional().describe('The session’s own city, one of those above.'),
    purpose: z
      .enum(['work', 'evening', 'family'])
      .default('work')
      .describe('Weighs the hours of the host’s day.'),
    hours: cityHours
      .optional()
      .describe('Local hours that a city or the host keeps for all of the session: `boston:08:00-20:00`.'),
    speakers: commaList(MOST_BUSY)
      .optional()
      .describe('Ids of speakers: when their sessions are, or they can not, is left out.'),
    places: commaList(MOST_BUSY).optional().describe('Ids of places: when they are taken is left out.'),
    programme: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Its ledger counts: who has borne more is spared. By id or slug; for the people of the programme.',
      ),
    limit: wholeNumber
      .pipe(
        z.int().min(1, 'must be at least 1').max(MOST_ALTERNATIVES, `must be at most ${MOST_ALTERNATIVES}`),
      )
      .default(5)
      .describe('How many alternatives, best first.'),
  })
  .superRefine(({ cities, invited = [], host, purpose, hours = [] }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (new Set(cities).size < cities.length) refuse('cities', 'must not name a city twice');
    if (new Set(invited).size < invited.length) refuse('invited', 'must not name a city twice');
    if (cities.some((city) => invited.includes(city))) refuse('invited', 'must not name a required city');
    if (cities.length + invited.length > MOST_CITIES) {
      refuse('invited', `must name at most ${MOST_CITIES} together with “cities”`);
    }
    if (host !== undefined && ![...cities, ...invited].includes(host)) {
      refuse('host', 'must be one of “cities” or “invited”');
    }
    for (const { city } of hours) {
      if (![...cities, ...invited].includes(city)) {
        refuse('hours', `names “${city}”, which must be one of “cities” or “invited”`);
      }
    }
    if (host === undefined && purpose !== 'work') refuse('host', `must be given with purpose ${purpose}`);
  });
export type FairTimesQuery = z.output<typeof FairTimesQuery>;

const hours = (what: string) => z.number().describe(`${what}, in weighted hours.`);

const FairTime = z.object({
  instant: z.string(),
  burdens: z.record(z.string(), z.number()).describe('Of each required city, in weighted hours.'),
  worst: hours('Largest of the burdens'),
  total: hours('Sum of the burdens'),
  localTimes: z
    .array(
      z.object({
        city: z.string(),
        local: z.string(),
        offset: z.string(),
        dayShift: z.number().describe('Days against the host’s date; without a host, the window’s zone.'),
        burden: hours('Burden'),
      }),
    )
    .describe('Required and invited cities.'),
});

const burdens = z
  .record(z.string(), z.number())
  .describe('Of each required city that comes, in weighted hours.');

const Advice = z.object({
  city: z.string().describe('Served worst by the best start.'),
  burden: hours('Its burden'),
  limit: hours('The limit that this is above'),
  options: z
    .array(
      z.object({
        kind: z
          .enum(['halves', 'encore', 'recording'])
          .describe(
            '`halves`: everybody comes to both. `encore`: the same again a day later, each city comes when it is ' +
              'easier. `recording`: some cities get the recording.',
          ),
        sessions: z.array(
          z.object({ instant: z.string(), durationMinutes: z.number(), cities: z.array(z.string()) }),
        ),
        recording: z.array(z.string()).describe('Cities that get the recording.'),
        burdens,
        worst: hours('Largest of the burdens'),
        total: hours('Sum of the burdens'),
      }),
    )
    .describe('Best first; each is better than the one hour.'),
});

export const FairTimesReply = z.object({
  searched: z.number().describe('Starts of the window; each was looked at.'),
  excluded: z
    .number()
    .describe('How many of them are ruled out by blocked times, local hours, and busy speakers and places.'),
  smallestWorst: z
    .number()
    .nullable()
    .describe('No start has a smaller worst burden; null when all are ruled out.'),
  tzdb: z.string(),
  best: z.array(FairTime).describe('Fairest first.'),
  advice: Advice.nullable().describe(
    'Where even the best start lays more than the limit on a required city: what to do instead.',
  ),
});
