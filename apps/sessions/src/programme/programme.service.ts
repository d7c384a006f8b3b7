import { Injectable } from '@nestjs/common';
import { notFound } from '#contracts';
import { DataSource, In } from 'typeorm';
import { CityCopy } from './city.entity.js';
import { EventCopy } from './event.entity.js';
import { ProgrammeClient } from './programme.client.js';
import { ProgrammeCopy } from './programme.entity.js';
import { saveCities, saveEvent, saveProgramme } from './programme.queries.js';

/**
 * Cities, programmes and events as far as they are known here. What facts have not brought yet is asked of the owner
 * and kept, so call this before a transaction, never inside one.
 */
@Injectable()
export class ProgrammeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly client: ProgrammeClient,
  ) {}

  /**
   * The event, with its programme and all its cities known afterwards.
   * @throws RuleViolation `not-found`; `service.unavailable` when it must be asked for and cannot be
   */
  async knownEvent(id: string): Promise<EventCopy> {
    const { manager } = this.dataSource;
    const event = (await manager.findOneBy(EventCopy, { id })) ?? (await this.askForEvent(id));
    const programme =
      (await manager.findOneBy(ProgrammeCopy, { id: event.programmeId })) ??
      (await this.askForProgramme(event.programmeId));
    await this.knownCities([
      event.hostCity,
      ...event.partners.map((partner) => partner.city),
      ...programme.cities,
    ]);
    return event;
  }

  /** Those of these cities that exist. */
  async knownCities(slugs: readonly string[]): Promise<CityCopy[]> {
    const wanted = [...new Set(slugs)];
    const known = await this.dataSource.manager.findBy(CityCopy, { slug: In(wanted) });
    const unknown = wanted.filter((slug) => !known.some((city) => city.slug === slug));
    if (unknown.length === 0) return known;
    await saveCities(this.dataSource.manager, await this.client.findCities(unknown));
    return this.dataSource.manager.findBy(CityCopy, { slug: In(wanted) });
  }

  /** Takes over the programme and its events as they are now, ahead of the facts on their way. */
  async refresh(programmeId: string): Promise<void> {
    const [programme, events] = await Promise.all([
      this.askForProgramme(programmeId),
      this.client.findEventsOf(programmeId),
    ]);
    for (const event of events) await saveEvent(this.dataSource.manager, event);
    const cities = events.flatMap((event) => [
      event.hostCity,
      ...event.partners.map((partner) => partner.city),
    ]);
    await this.knownCities([...programme.cities, ...cities]);
  }

  private async askForEvent(id: string): Promise<EventCopy> {
    const event = await this.client.findEvent(id);
    if (!event) throw notFound('event', id);
    await saveEvent(this.dataSource.manager, event);
    return this.dataSource.manager.findOneByOrFail(EventCopy, { id });
  }

  private async askForProgramme(id: string): Promise<ProgrammeCopy> {
    const programme = await this.client.findProgramme(id);
    if (!programme) throw notFound('programme', id);
    await saveProgramme(this.dataSource.manager, programme);
    return this.dataSource.manager.findOneByOrFail(ProgrammeCopy, { id });
  }
}
