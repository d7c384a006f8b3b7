import type { OutputOf, ParsedInputOf, RequestDefinition } from '#contracts';
import { Nats } from '#platform';
import type { TestService } from '#platform/testing';

/** Answers a request in the place of its owner, over the same wire and in the contract's shapes, while the service runs. */
export async function answerFor<D extends RequestDefinition>(
  service: TestService,
  definition: D,
  answer: (input: ParsedInputOf<D>) => OutputOf<D>,
): Promise<void> {
  const connection = await service.app.get(Nats).whenConnected();
  connection.subscribe(definition.subject, {
    callback: (_error, message) => {
      const input = definition.input.parse(message.json()) as ParsedInputOf<D>;
      message.respond(JSON.stringify(definition.output.parse(answer(input))));
    },
  });
  await connection.flush();
}
