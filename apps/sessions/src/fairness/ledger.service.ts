import { Injectable } from '@nestjs/common';
import { authorize, type Actor, type FindLedger, type Ledger, type ParsedInputOf } from '#contracts';
import { formatInstant, weightedHours, weightedMinutesOf } from '#time';
import { DataSource } from 'typeorm';
import { ProgrammeService } from '../programme/programme.service.js';
import { currentLines, pageEntries, totalsOf, type CityTotal } from './ledger.queries.js';
import { balancesOf, evennessOf, medianOf, seriesOf, type Units } from './ledger.rules.js';

/** Beyond so many points a series is told by month. */
const MOST_POINTS = 5_000;

@Injectable()
export class LedgerService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly programme: ProgrammeService,
  ) {}

  /** @throws RuleViolation `access.forbidden`, `not-found` */
  async find(
    { programmeId, isBrief, ...page }: ParsedInputOf<typeof FindLedger>,
    actor: Actor,
  ): Promise<Ledger> {
    authorize(actor, 'ledger.read', { programmeId });
    const { cities } = await this.programme.knownProgramme(programmeId);
    const { manager } = this.dataSource;
    const accounts = await totalsOf(manager, programmeId);
    const median = medianOf(accounts.map(({ total }) => total));
    const totals = [...accounts, ...newcomers(cities, accounts, median)];
    const lines = await currentLines(manager, programmeId);
    const seriesBy = lines.length > MOST_POINTS ? 'month' : 'session';
    const entries = isBrief ? { items: [], next: null } : await pageEntries(manager, programmeId, page);
    return {
      programmeId,
      evenness: evennessOf(totals.map(({ total }) => total)),
      cities: balancesOf(totals).map(({ city, opening, total, balance }) => ({
        city,
        opening: hours(opening),
        total: hours(total),
        totalMinutes: weightedMinutesOf(total),
        sessions: lines.filter((line) => line.city === city).length,
        balance: hours(balance),
      })),
      newcomerMinutes: weightedMinutesOf(median),
      seriesBy,
      series: isBrief
        ? []
        : seriesOf(totals, lines, seriesBy).map(({ city, points }) => ({
            city,
            points: points.map(({ at, burden, total }) => ({
              at: formatInstant(at),
              burden: hours(burden),
              total: hours(total),
            })),
          })),
      lines: entries.items.map(({ id: _, burden, change, enteredAt, ...line }) => ({
        ...line,
        burden: burden === null ? null : hours(burden),
        change: hours(change),
        changeMinutes: weightedMinutesOf(change),
        enteredAt: formatInstant(enteredAt),
      })),
      next: entries.next,
    };
  }
}

/** Cities of the programme that are not in the ledger yet, where they would start. */
function newcomers(cities: readonly string[], accounts: readonly CityTotal[], median: Units): CityTotal[] {
  const known = new Set(accounts.map(({ city }) => city));
  return cities.filter((city) => !known.has(city)).map((city) => ({ city, opening: median, total: median }));
}

const hours = (units: Units) => weightedHours(weightedMinutesOf(units));
