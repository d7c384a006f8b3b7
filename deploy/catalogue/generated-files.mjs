import { usersConf } from '../nats/permissions.mjs';
import { readMessages } from './messages.mjs';
import { messagesPage } from './page.mjs';

/** What follows from the messages of a checkout: file → text. */
export function generatedFiles(root) {
  const messages = readMessages(root);
  return { 'docs/MESSAGES.md': messagesPage(messages), 'deploy/nats/users.conf': usersConf(messages) };
}
