import { DATABASE_SERVICES } from '../../database-services.mjs';
import { Trouble } from '../progress.mjs';

/** Every parked fact of these services, each with its service. */
export async function listParked(ask, services = DATABASE_SERVICES) {
  const parked = [];
  for (const service of services) {
    let cursor;
    do {
      const { items, next } = await ask(service, 'list-parked', { cursor, limit: 100 });
      parked.push(...items.map((item) => ({ service, ...item })));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
  }
  return parked;
}

/** @returns {Promise<{ consumer: string, error: string | null }[]>} one per consumer that has parked this fact */
export const replayParked = (ask, service, factId) => forEach(ask, service, factId, 'replay-parked');

/** @returns {Promise<{ consumer: string, error: string | null }[]>} one per consumer that has parked this fact */
export const dropParked = (ask, service, factId) => forEach(ask, service, factId, 'drop-parked');

async function forEach(ask, service, factId, verb) {
  if (!DATABASE_SERVICES.includes(service)) throw new Trouble(`There is no service “${service}”.`);
  const found = (await listParked(ask, [service])).filter((item) => item.factId === factId);
  if (found.length === 0) throw new Trouble(`${service} has no parked fact “${factId}”.`);
  const results = [];
  for (const { consumer } of found) {
    const { error = null } = await ask(service, verb, { consumer, factId });
    results.push({ consumer, error });
  }
  return results;
}
