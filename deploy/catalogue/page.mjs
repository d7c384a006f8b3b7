/** Requests go one way (DESIGN section 3): each process may ask those that come after it. */
const DIRECTION = ['gateway', 'notifications', 'participants', 'sessions', 'events'];

/**
 * Requests that go against the direction: one is enough for two services that wait for each other.
 *
 * @param {import('./messages.mjs').Message[]} messages
 * @returns {string[]} `events asks req.sessions.find-sessions.v1`
 */
export function againstDirection(messages) {
  const rank = (process) => DIRECTION.indexOf(process);
  return messages
    .filter(({ kind }) => kind === 'request')
    .flatMap(({ subject, owner, sources }) =>
      [...sources].filter((asker) => rank(asker) >= rank(owner)).map((asker) => `${asker} asks ${subject}`),
    );
}

/** Messages that lack an end: work in progress, or what can be taken away. */
export function withoutEnd(messages) {
  const lines = (kind, end, verb) =>
    messages
      .filter((message) => message.kind === kind && message[end].size === 0)
      .map(({ subject }) => `Nobody ${verb} \`${subject}\`.`);
  return [
    ...lines('request', 'takers', 'answers'),
    ...lines('request', 'sources', 'asks'),
    ...lines('fact', 'sources', 'publishes'),
    ...lines('fact', 'takers', 'consumes'),
    ...lines('signal', 'sources', 'tells'),
    ...lines('signal', 'takers', 'hears'),
  ];
}

/** docs/MESSAGES.md */
export function messagesPage(messages) {
  const of = (kind) => messages.filter((message) => message.kind === kind);
  const [requests, facts, signals] = [of('request'), of('fact'), of('signal')];
  const loose = withoutEnd(messages);
  return `# Messages

Written by \`npm run catalogue\` from \`libs/contracts\` and the places in the sources that answer, ask, publish, consume, tell and hear; a test holds it up to date. What each process may do on NATS follows from it (\`deploy/nats/users.conf\`, [ADR 0008](adr/0008-least-privilege.md)).

${requests.length} requests, ${facts.length} facts and ${signals.length} signals. Requests go one way: ${DIRECTION.join(' → ')}.

## Requests

${table(['request', 'definition', 'answered by', 'asked by'], requests, ['takers', 'sources'])}

## Facts

${table(['fact', 'definition', 'published by', 'consumed by'], facts, ['sources', 'takers'])}

## Signals

May be lost; for live views only.

${table(['signal', 'definition', 'told by', 'heard by'], signals, ['sources', 'takers'])}

## Without an end

${loose.length === 0 ? 'None.' : loose.map((line) => `- ${line}`).join('\n')}
`;
}

/** Columns as wide as their longest cell, as Prettier would have them. */
function table(head, messages, ends) {
  const names = (set) => [...set].sort().join(', ') || '–';
  const rows = messages.map((message) => [
    `\`${message.subject}\``,
    `\`${message.name}\``,
    ...ends.map((end) => names(message[end])),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}
