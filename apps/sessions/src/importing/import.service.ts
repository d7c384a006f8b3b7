import { Injectable } from '@nestjs/common';
import {
  authorize,
  ImportAppliedBySessions,
  RuleViolation,
  type Actor,
  type Event,
  type FetchImportFile,
  type FieldError,
  type FileEvent,
  type ImportCheck,
  type OutputOf,
  type ProgrammeFile,
} from '#contracts';
import { Clock, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { EventCopy } from '../programme/event.entity.js';
import { ProgrammeClient } from '../programme/programme.client.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { Place } from '../scheduling/place.entity.js';
import { Schedule } from '../scheduling/schedule.js';
import { loadSessions } from '../scheduling/session.queries.js';
import { Speaker } from '../scheduling/speaker.entity.js';
import { mergeEvent, type EventContents, type EventMerge } from './event-merge.js';
import { checkEvent, citiesNamed, citiesOfFile } from './import.rules.js';

type ImportFile = OutputOf<typeof FetchImportFile>;

/** The part of a programme file that sessions own: places, speakers, sessions and their relations. */
@Injectable()
export class ImportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly client: ProgrammeClient,
    private readonly programme: ProgrammeService,
    private readonly clock: Clock,
  ) {}

  /**
   * Every error of the file, or what would change.
   * @throws RuleViolation `access.unauthenticated`, `access.forbidden` for a programme of others
   */
  async check(file: ProgrammeFile, actor: Actor): Promise<ImportCheck> {
    authorize(actor, 'programme.import');
    const programme = await this.client.findProgramme(file.programme.slug);
    if (programme) authorize(actor, 'session.write', { programmeId: programme.id });
    const events = programme ? await this.client.findEventsOf(programme.id) : [];
    const isMissing = await this.missingCities(file);
    const now = await this.clock.now();

    const merges: EventMerge[] = [];
    for (const [index, fileEvent] of file.events.entries()) {
      const known = events.find((event) => event.slug === fileEvent.slug);
      const contents = known ? await this.contentsOf(known) : newContents(fileEvent);
      merges.push(mergeChecked(fileEvent, `events[${index}]`, contents, file, now));
    }
    // A city that doesn't exist at all is one mistake, and told by events.
    const errors = merges.flatMap((merge) => merge.errors).filter(({ path }) => !isMissing.has(path));
    return { errors, changes: errors.length > 0 ? [] : merges.flatMap((merge) => merge.changes) };
  }

  /**
   * Applies the file in the transaction at hand: changes what differs, releases if wanted, and says that it is done.
   * @throws RuleViolation `import.invalid` when something has changed since the check, so that it doesn't fit any more
   */
  async apply(tx: Tx, importId: string, { file, eventIds, release }: ImportFile): Promise<void> {
    const counts: Record<string, number> = {};
    const errors: FieldError[] = [];
    const events = file.events
      .map((event, index) => ({ event, path: `events[${index}]`, id: eventIds[event.slug] ?? event.slug }))
      // The order of locks (DESIGN 6.9).
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { event, path, id } of events) {
      const schedule = await Schedule.open(tx, id);
      const { places, speakers } = schedule;
      const contents = { event: schedule.event, places, speakers, sessions: await schedule.sessions() };
      const merge = mergeChecked(event, path, contents, file, tx.now);
      errors.push(...merge.errors);
      if (errors.length > 0) continue;
      await saveMerge(tx, schedule, merge);
      for (const { noun } of merge.changes) count(counts, noun);
      if (release) await schedule.releaseDrafts(merge.sessions.map(({ session }) => session));
      if (await schedule.close()) count(counts, 'release');
    }
    if (errors.length > 0) throw importInvalid(errors);
    tx.publish(ImportAppliedBySessions, { importId, counts, error: null });
  }

  /** Paths of cities that exist neither here nor in the file. */
  private async missingCities(file: ProgrammeFile): Promise<ReadonlySet<string>> {
    const named = file.events.flatMap((event, index) => citiesNamed(event, `events[${index}]`));
    const inFile = new Set(file.cities.map((city) => city.slug));
    const others = named.flatMap(({ city }) => (city && !inFile.has(city) ? [city] : []));
    const known = new Set((await this.programme.knownCities(others)).map((city) => city.slug));
    return new Set(
      named.flatMap(({ city, path }) => (city && !inFile.has(city) && !known.has(city) ? [path] : [])),
    );
  }

  private async contentsOf({
    id,
    programmeId,
    hostCity,
    status,
    partners,
    version,
  }: Event): Promise<EventContents> {
    const { manager } = this.dataSource;
    const event = Object.assign(new EventCopy(), { id, programmeId, hostCity, status, partners, version });
    const [places, speakers, sessions] = await Promise.all([
      manager.findBy(Place, { eventId: id }),
      manager.findBy(Speaker, { eventId: id }),
      loadSessions(manager, { eventId: id }),
    ]);
    return { event, places, speakers, sessions };
  }
}

/** What an event has that doesn't exist yet. */
function newContents({ slug, hostCity }: FileEvent): EventContents {
  const event = Object.assign(new EventCopy(), {
    id: slug,
    programmeId: '',
    hostCity,
    status: 'draft',
    partners: [],
    version: 0,
  } satisfies EventCopy);
  return { event, places: [], speakers: [], sessions: [] };
}

function mergeChecked(
  event: FileEvent,
  path: string,
  contents: EventContents,
  file: ProgrammeFile,
  now: Date,
): EventMerge {
  const cities = citiesOfFile(event, file.programme.cities);
  const faults = checkEvent(event, path, cities, relationsBySlug(contents));
  const merge = mergeEvent(event, path, contents, cities, faults, now);
  return { ...merge, errors: [...faults, ...merge.errors] };
}

function relationsBySlug({ sessions }: EventContents): Map<string, string[]> {
  const slugs = new Map(sessions.map((session) => [session.id, session.slug]));
  return new Map(
    sessions.map(({ slug, relations }) => [
      slug,
      relations.flatMap((relation) => slugs.get(relation.session) ?? []),
    ]),
  );
}

async function saveMerge(
  tx: Tx,
  schedule: Schedule,
  { places, speakers, sessions }: EventMerge,
): Promise<void> {
  await tx.manager.save(places);
  await tx.manager.save(speakers);
  for (const { session, before } of sessions) await schedule.save(session, before);
}

function count(counts: Record<string, number>, noun: string): void {
  counts[noun] = (counts[noun] ?? 0) + 1;
}

function importInvalid(errors: FieldError[]): RuleViolation {
  const [first] = errors;
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const detail = `It doesn’t fit any more. ${first?.path}: ${first?.message}${others}`;
  return new RuleViolation('import.invalid', detail, undefined, errors);
}
