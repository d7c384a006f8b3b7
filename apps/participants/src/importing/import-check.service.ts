import { Injectable } from '@nestjs/common';
import { authorize, type ImportCheck, type ProgrammeFile } from '#contracts';
import { Clock, type RequestContext } from '#platform';
import { DataSource, In } from 'typeorm';
import { CitiesService } from '../programme/cities.service.js';
import { EventsClient } from '../programme/events.client.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { findSlots } from '../slots/slots.queries.js';
import { occupancyOf, settingsOf } from '../slots/slots.rules.js';
import { checkSlots, slotsOf, type ExistingSlot, type WantedSlot } from './importing.rules.js';

@Injectable()
export class ImportCheckService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly events: EventsClient,
    private readonly cities: CitiesService,
  ) {}

  /** What this service would do with the file, changing nothing. */
  async check(file: ProgrammeFile, { actor }: RequestContext): Promise<ImportCheck> {
    authorize(actor, 'programme.import');
    const wanted = slotsOf(file);
    if (wanted.length === 0) return { errors: [], changes: [] };
    const existing = await this.findExisting(file.programme.slug);
    const ofFile = new Set(file.cities.map((city) => city.slug));
    const others = wanted
      .flatMap((slot) => Object.keys(slot.settings.allocations))
      .filter((city) => !ofFile.has(city));
    return checkSlots(wanted, existing, await this.cities.findUnknown([...new Set(others)]));
  }

  /** The programme's slots by event, session and mode. */
  private async findExisting(programmeSlug: string): Promise<(slot: WantedSlot) => ExistingSlot | undefined> {
    const programmeId = await this.events.findProgrammeId(programmeSlug);
    if (!programmeId) return () => undefined;
    const eventIds = await this.events.findEventIds(programmeId);
    const { manager } = this.dataSource;
    const sessions = await manager.findBy(SessionCopy, { eventId: In([...eventIds.values()]) });
    const now = await this.clock.now();
    const slots = await findSlots(manager, { sessionIds: sessions.map((session) => session.id) });
    return (wanted) => {
      const found = slots.find(
        ({ slot, session }) =>
          session.eventId === eventIds.get(wanted.event) &&
          session.slug === wanted.session &&
          slot.mode === wanted.mode,
      );
      return (
        found && {
          settings: settingsOf(found.slot, found.allocations),
          occupancy: occupancyOf(found.slot, found.allocations, found.session, now),
        }
      );
    };
  }
}
