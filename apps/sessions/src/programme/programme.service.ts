import { Injectable } from '@nestjs/common';
import { notFound, type Programme } from '#contracts';
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
   * @param needs.partners as they are now: who has just invited a city counts on it
   * @param needs.cities slugs that should be the event's or programme's; asked for again when they are not yet
   * @throws RuleViolation `not-found`; `service.unavailable` when it must be asked for and cannot be
   */
  async knownEvent(
    id: string,
    needs: { partners?: boolean; cities?: readonly string[] } = {},
  ): Promise<EventCopy> {
    const { manager } = this.dataSource;
    const known = needs.partners ? null : await manager.findOneBy(EventCopy, { id });
    let event = known ?? (await this.askForEvent(id));
    let programme = await this.knownProgramme(event.programmeId);
    if (needs.cities?.some((city) => !citiesOf(event, programme).includes(city))) {
      event = await this.askForEvent(id);
      programme = await this.askForProgramme(event.programmeId);
    }
    await this.knownCities(citiesOf(event, programme));
    return event;
  }

  /** @throws RuleViolation `not-found`; `service.unavailable` when it must be asked for and cannot be */
  async knownProgramme(id: string): Promise<ProgrammeCopy> {
    return (await this.dataSource.manager.findOneBy(ProgrammeCopy, { id })) ?? this.askForProgramme(id);
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

  /**
   * How long cities have to answer a move, and what silence means; asked of the owner each time, as it is rarely needed.
   * @throws RuleViolation `not-found`, `service.unavailable`
   */
  async movePolicy(programmeId: string): Promise<Programme['movePolicy']> {
    const programme = await this.client.findProgramme(programmeId);
    if (!programme) throw notFound('programme', programmeId);
    return programme.movePolicy;
  }

  /** Takes over the programme and its events as they are now, ahead of the facts on their way. */
  async refresh(programmeId: string): Promise<void> {
    const [programme, events] = await Promise.all([
      this.askForProgramme(programmeId),
      this.client.findEventsOf(programmeId),
    ]);
    for (const event of events) await saveEvent(this.dataSource.manager, event);
    await this.knownCities(events.flatMap((event) => citiesOf(event, programme)));
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

/** The event's host and partners, and the programme's cities. */
function citiesOf(
  { hostCity, partners }: { hostCity: string; partners: readonly { city: string }[] },
  programme: ProgrammeCopy,
): string[] {
  return [hostCity, ...partners.map((partner) => partner.city), ...programme.cities];
}
