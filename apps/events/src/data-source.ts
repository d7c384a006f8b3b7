import { postgresOptions } from '#platform';
import type { DataSourceOptions } from 'typeorm';
import { CityEntity } from './cities/city.entity.js';
import { EventEntity } from './events/event.entity.js';
import { ImportEntity } from './importing/import.entity.js';
import { Cities1700000001000 } from './migrations/1700000001000-cities.js';
import { Programmes1700000002000 } from './migrations/1700000002000-programmes.js';
import { Events1700000003000 } from './migrations/1700000003000-events.js';
import { Imports1700000004000 } from './migrations/1700000004000-imports.js';
import { PartnerEntity } from './partners/partner.entity.js';
import { ProgrammeEntity } from './programmes/programme.entity.js';

/** For the service and for the migration command. */
export const dataSourceOptions = (url: string): DataSourceOptions =>
  postgresOptions({
    service: 'events',
    url,
    entities: [CityEntity, ProgrammeEntity, EventEntity, PartnerEntity, ImportEntity],
    migrations: [Cities1700000001000, Programmes1700000002000, Events1700000003000, Imports1700000004000],
  });
