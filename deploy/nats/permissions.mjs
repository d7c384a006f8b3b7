/**
 * Who may do what on NATS: a user per process, and nothing allowed that the sources don't show a need for
 * (docs/adr/0008). `npm run catalogue` writes users.conf from it; nats-server reads that.
 */
import { DATABASE_SERVICES } from '../database-services.mjs';

/** The administrator of the launcher and the doctor; no process of the application has its password. */
export const NATS_ADMIN = 'admin';
export const NATS_USERS = ['gateway', ...DATABASE_SERVICES, NATS_ADMIN];

/** The environment variable in which nats-server gets a user's password. */
export const passwordVariable = (user) => `NATS_PASSWORD_${user.toUpperCase()}`;

/**
 * What the outbox relay and the consumers ask of the stream (libs/platform/src/facts/stream.ts): whether it is there,
 * to make it, and which fact has a sequence. Not to change, purge or delete it.
 */
const STREAM_CALLS = ['STREAM.INFO', 'STREAM.CREATE', 'STREAM.MSG.GET'].map(
  (call) => `$JS.API.${call}.FACTS`,
);

/** What a consumer needs (libs/platform/src/facts/durable-consumer.ts). Not to delete its durable. */
const consumerCalls = (service, fact) => {
  const durable = `${service}_${fact.replaceAll('.', '-')}`;
  return [
    // The filter is part of the subject, so that the durable can't be turned to other facts.
    `$JS.API.CONSUMER.CREATE.FACTS.${durable}.${fact}`,
    `$JS.API.CONSUMER.INFO.FACTS.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.FACTS.${durable}`,
    `$JS.ACK.FACTS.${durable}.>`,
  ];
};

/**
 * @param {string} user one of NATS_USERS
 * @param {import('../catalogue/messages.mjs').Message[]} messages
 * @returns {{ publish: string[], subscribe: string[], answers: boolean }} subjects; `answers`: may also publish once
 *   to the reply subject of each message that it gets
 */
export function permissionsOf(user, messages) {
  if (user === NATS_ADMIN) return { publish: ['>'], subscribe: ['>'], answers: false };
  const requests = messages.filter(({ kind, sources }) => kind === 'request' && sources.has(user));
  const asks = requests.map(({ subject }) => subject);
  // As `inboxPrefix` in libs/platform/src/nats/nats-connection.ts: nobody reads another's replies.
  const inbox = `_INBOX_${user}.>`;
  const signals = messages.filter(({ kind }) => kind === 'signal');
  const tells = signals.filter(({ sources }) => sources.has(user)).map(({ subject }) => subject);
  const hears = signals.filter(({ takers }) => takers.has(user)).map(({ subject }) => subject);
  if (!DATABASE_SERVICES.includes(user))
    return { publish: [...asks, ...tells], subscribe: [inbox, ...hears], answers: false };

  const consumed = messages.filter(({ kind, takers }) => kind === 'fact' && takers.has(user));
  const calls = consumed.flatMap(({ subject }) => consumerCalls(user, subject));
  return {
    publish: [...asks, `fact.${user}.>`, ...tells, ...STREAM_CALLS, ...calls],
    subscribe: [inbox, `req.${user}.>`, ...hears],
    answers: true,
  };
}

/** All users in the configuration language of nats-server. */
export function usersConf(messages) {
  const users = NATS_USERS.map((user) => {
    const { publish, subscribe, answers } = permissionsOf(user, messages);
    return `    {
      user: ${user}
      password: $${passwordVariable(user)}
      permissions: {
        publish: { allow: ${list(publish)} }
        subscribe: { allow: ${list(subscribe)} }${answers ? `\n        allow_responses: { max: 1, expires: "2m" }` : ''}
      }
    }`;
  });
  return `# Written by \`npm run catalogue\` (permissions.mjs). Passwords come as environment variables.
authorization {
  users: [
${users.join('\n')}
  ]
}
`;
}

const list = (subjects) => `[\n${subjects.map((each) => `          "${each}"\n`).join('')}        ]`;
