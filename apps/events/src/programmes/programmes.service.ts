import { Injectable } from '@nestjs/common';
import {
  authorize,
  ProgrammeChanged,
  type Actor,
  type ChangeProgramme,
  type CreateProgramme,
  type FindProgrammes,
  type OutputOf,
  type ParsedInputOf,
  type Programme,
} from '#contracts';
import { isId, newId, readCursor, toPage, Transactions } from '#platform';
import { DataSource } from 'typeorm';
import { requireCities } from '../cities/cities.queries.js';
import { findEventsOf } from '../events/events.queries.js';
import { refuseTakenSlug } from '../slugs.js';
import { change, requireVersion } from '../versions.rules.js';
import { ProgrammeEntity } from './programme.entity.js';
import { lockVisibleProgramme } from './programmes.queries.js';
import {
  cityReferences,
  newProgramme,
  patched,
  requireCitiesInUse,
  requireDistinctCities,
} from './programmes.rules.js';
import { programmesWithVisibleDrafts } from './visibility.rules.js';

@Injectable()
export class ProgrammesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** In the order of slugs; the actor sees the published, and the drafts of own programmes. */
  async find(
    { idsOrSlugs, cursor, limit }: ParsedInputOf<typeof FindProgrammes>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindProgrammes>> {
    const query = this.dataSource.manager
      .createQueryBuilder(ProgrammeEntity, 'programme')
      .orderBy('programme.slug');
    const after = readCursor(cursor);
    const mine = programmesWithVisibleDrafts(actor);
    if (idsOrSlugs) {
      query.andWhere('(programme.id = ANY (:ids) OR programme.slug = ANY (:slugs))', {
        ids: idsOrSlugs.filter(isId),
        slugs: idsOrSlugs,
      });
    }
    if (mine !== 'all') query.andWhere('(programme.published OR programme.id = ANY (:mine))', { mine });
    if (after) query.andWhere('programme.slug > :after', { after: after[0] });
    return toPage(await query.limit(limit + 1).getMany(), limit, ({ slug }) => [slug]);
  }

  create(input: ParsedInputOf<typeof CreateProgramme>, actor: Actor): Promise<Programme> {
    return this.transactions.command(async (tx) => {
      authorize(actor, 'programme.create');
      requireDistinctCities(input.cities);
      await requireCities(tx.manager, cityReferences(input.cities));
      const programme = newProgramme(newId(), input);
      await refuseTakenSlug('programme', programme.slug, tx.manager.insert(ProgrammeEntity, programme));
      tx.publish(ProgrammeChanged, programme);
      return programme;
    });
  }

  change(
    { idOrSlug, patch, ifVersion }: ParsedInputOf<typeof ChangeProgramme>,
    actor: Actor,
  ): Promise<Programme> {
    return this.transactions.command(async (tx) => {
      const programme = await lockVisibleProgramme(tx.manager, idOrSlug, actor);
      authorize(actor, 'programme.change', { programmeId: programme.id });
      requireVersion(programme, ifVersion);
      if (patch.cities) {
        requireDistinctCities(patch.cities);
        await requireCities(tx.manager, cityReferences(patch.cities));
        requireCitiesInUse(patch.cities, await findEventsOf(tx.manager, programme.id));
      }
      if (change(programme, patched(programme, patch))) {
        await tx.manager.save(programme);
        tx.publish(ProgrammeChanged, programme);
      }
      return programme;
    });
  }
}
