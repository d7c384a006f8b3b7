/**
 * A job of docker-compose.yml: gives each service its role and schema. DATABASE_URL is the administrator's, and
 * DATABASE_URLS the services' as JSON ({"events": "postgres://…", …}), whose passwords the roles get.
 */
import { createServiceRoles } from '../postgres/roles.mjs';

const urls = JSON.parse(process.env.DATABASE_URLS);
await createServiceRoles(process.env.DATABASE_URL, (role) =>
  decodeURIComponent(new URL(urls[role]).password),
);
