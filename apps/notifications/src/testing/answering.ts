import { headers as natsHeaders, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { HEADERS, type OutputOf, type ParsedInputOf, type Problem, type RequestDefinition } from '#contracts';

/** Answers a request as another team's process would; nothing is said when the handler has answered itself. */
export function answerRequests<D extends RequestDefinition>(
  connection: NatsConnection,
  queue: string,
  definition: D,
  handler: (input: ParsedInputOf<D>, message: Msg) => OutputOf<D> | undefined,
): void {
  connection.subscribe(definition.subject, {
    queue,
    callback: (_error, message) => {
      const output = handler(definition.input.parse(message.json()) as ParsedInputOf<D>, message);
      if (output !== undefined) message.respond(JSON.stringify(output));
    },
  });
}

export function refuseRequest(message: Msg): void {
  const headers = natsHeaders();
  headers.set(HEADERS.problem, '1');
  const problem: Problem = { code: 'internal', detail: 'Something went wrong.' };
  message.respond(JSON.stringify(problem), { headers });
}
