/** The services that have a database role, a schema and a NATS user of their own. Imports nothing: needed before packages are there. */
export const DATABASE_SERVICES = ['events', 'sessions', 'participants', 'notifications'];
