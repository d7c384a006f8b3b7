import { connect } from '@nats-io/transport-node';
import {
  FetchImportFile,
  FindCities,
  FindEvents,
  FindProgrammes,
  type City,
  type Event,
  type OutputOf,
  type ParsedInputOf,
  type Programme,
  type RequestDefinition,
} from '#contracts';
import type { TestService } from '#platform/testing';

/** What the events service would know. */
export interface OwnedByEvents {
  cities: City[];
  programmes: Programme[];
  events: Event[];
  imports: Map<string, OutputOf<typeof FetchImportFile>>;
}

/**
 * Answers in the place of the events service, over the same wire and in the shapes of the contract.
 * @returns ends it
 */
export async function answerForEvents(
  service: TestService,
  owned: OwnedByEvents,
): Promise<() => Promise<void>> {
  const connection = await connect({ servers: new URL(service.nats.url).host });
  const answer = <D extends RequestDefinition>(
    definition: D,
    find: (input: ParsedInputOf<D>) => OutputOf<D> | undefined,
  ) =>
    connection.subscribe(definition.subject, {
      callback: (_error, message) => {
        const found = find(definition.input.parse(message.json()) as ParsedInputOf<D>);
        // Silence is an owner who is there and does not answer in time.
        if (found) message.respond(JSON.stringify(definition.output.parse(found)));
      },
    });
  answer(FindCities, ({ slugs }) => all(owned.cities.filter(({ slug }) => !slugs || slugs.includes(slug))));
  answer(FindProgrammes, ({ idsOrSlugs }) =>
    all(
      owned.programmes.filter(
        ({ id, slug }) => !idsOrSlugs || idsOrSlugs.includes(id) || idsOrSlugs.includes(slug),
      ),
    ),
  );
  answer(FindEvents, ({ ids, programmeIds }) =>
    all(
      owned.events.filter(
        ({ id, programmeId }) =>
          (!ids || ids.includes(id)) && (!programmeIds || programmeIds.includes(programmeId)),
      ),
    ),
  );
  answer(FetchImportFile, ({ id }) => owned.imports.get(id));
  await connection.flush();
  return () => connection.close();
}

function all<T>(items: T[]): { items: T[]; next: null } {
  return { items, next: null };
}
