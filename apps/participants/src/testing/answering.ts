import { connect } from '@nats-io/transport-node';
import type { OutputOf, ParsedInputOf, RequestDefinition } from '#contracts';
import type { TestService } from '#platform/testing';

/**
 * Answers a request in the place of its owner, over the same wire, in the shapes of the contract.
 * @returns ends it
 */
export async function answerFor<D extends RequestDefinition>(
  service: TestService,
  definition: D,
  answer: (input: ParsedInputOf<D>) => OutputOf<D>,
): Promise<() => Promise<void>> {
  const connection = await connect({ servers: new URL(service.nats.url).host });
  connection.subscribe(definition.subject, {
    callback: (_error, message) => {
      const input = definition.input.parse(message.json()) as ParsedInputOf<D>;
      message.respond(JSON.stringify(definition.output.parse(answer(input))));
    },
  });
  await connection.flush();
  return () => connection.close();
}
