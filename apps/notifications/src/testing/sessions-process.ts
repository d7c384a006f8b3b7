import { connect, type NatsConnection } from '@nats-io/transport-node';
import { FindPollLinks, FindSessions, type Session } from '#contracts';
import { answerRequests } from './answering.js';

/** Another team's process: answers what sessions answers, at the protocol's edge. */
export class SessionsProcess {
  readonly sessions: Session[] = [];
  private connection?: NatsConnection;

  static async start(natsUrl: string): Promise<SessionsProcess> {
    const process = new SessionsProcess();
    const connection = await connect({ servers: natsUrl });
    process.connection = connection;
    answerRequests(connection, 'sessions', FindSessions, ({ eventIds }) => ({
      items: process.sessions.filter(({ eventId }) => eventIds?.includes(eventId)),
      next: null,
    }));
    answerRequests(connection, 'sessions', FindPollLinks, ({ people }) => ({
      items: people.map(({ city, personId = '' }) => ({
        city,
        personId,
        page: `page.${city}/${personId}`,
        answers: [1, 2].flatMap((candidate) =>
          (['good', 'possible', 'cannot'] as const).map((answer) => ({
            candidate,
            answer,
            token: `${answer}.${candidate}.${city}`,
          })),
        ),
      })),
    }));
    await connection.flush();
    return process;
  }

  async stop(): Promise<void> {
    await this.connection?.close();
  }
}
