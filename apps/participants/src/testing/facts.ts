import type { FactDataOf, FactDefinition } from '#contracts';
import { waitFor, type TestService } from '#platform/testing';

/** Publishes a fact as its owner and waits until the service has taken it in. */
export async function tell<D extends FactDefinition>(
  service: TestService,
  definition: D,
  data: FactDataOf<D>,
): Promise<void> {
  const id = await service.publish(definition, data);
  const applied = () => service.sql('SELECT FROM inbox WHERE fact_id = $1', [id]);
  await waitFor(async () => (await applied()).length, { what: `${definition.subject} to be taken in` });
}
