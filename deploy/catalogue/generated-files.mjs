import { usersConf } from '../nats/permissions.mjs';
import { messagesPage } from './page.mjs';

/** What follows from the messages of a checkout: file → text. */
export const generatedFiles = (messages) => ({
  'docs/MESSAGES.md': messagesPage(messages),
  'deploy/nats/users.conf': usersConf(messages),
});
