import { NATS_USERS } from '../../nats/permissions.mjs';
import { REDIS_USERS } from '../../redis/users.mjs';
import { findProgram, WANTED } from './binaries.mjs';
import { checkExternal } from './external.mjs';
import { startNats } from './nats.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/**
 * What every server needs to be started.
 *
 * @typedef {object} Ground
 * @property {ReturnType<typeof import('../settings.mjs').openDataFolder>} folders
 * @property {ReturnType<typeof import('../supervisor.mjs').createSupervisor>} supervisor
 * @property {ReturnType<typeof import('../ports.mjs').createPorts>} ports
 * @property {(purpose: string) => string} secret
 * @property {ReturnType<typeof import('../progress.mjs').createProgress>} progress
 */

/**
 * Addresses of administrators, and of each process where the server is ours; where a setting names it, its users are
 * its owner's affair, and every process gets the address as given.
 *
 * @typedef {object} Addresses
 * @property {string} databaseUrl
 * @property {string} natsUrl
 * @property {Record<string, string>} natsUrls
 * @property {string} redisUrl
 * @property {Record<string, string>} redisUrls
 */

/**
 * Begins to look for the programs that npm does not carry. Takes seconds when they must be fetched, so it
 * is called first of all, and goes on while packages are installed and sources built. A program whose server a
 * setting names is not looked for, unless settings are to be ignored.
 */
export function lookForPrograms(cache, progress, { ignoreSettings = false } = {}) {
  const look = (name) => {
    if (process.env[WANTED[name].setting] && !ignoreSettings) return undefined;
    const found = findProgram(WANTED[name], cache, (message) => progress.say(name, message));
    // Whoever needs the program sees the error; until then it must not end the process.
    found.catch(() => {});
    return found;
  };
  return { nats: look('nats'), redis: look('redis') };
}

/**
 * The three servers, started together; those that DATABASE_URL, NATS_URL and REDIS_URL name are used as they are.
 *
 * @param {Ground} ground
 * @param {ReturnType<typeof lookForPrograms>} programs
 * @returns {Promise<Addresses>}
 */
export async function startServers(ground, programs) {
  const { step } = ground.progress;
  const own = {
    postgres: () => startPostgres(ground),
    nats: () => startNats(ground, programs.nats),
    redis: () => startRedis(ground, programs.redis),
  };
  const bringUp = async (name) => (await checkExternal(name)) ?? (await own[name]());
  const [postgres, nats, redis] = await Promise.all(
    Object.keys(own).map((name) =>
      step(
        name,
        () => bringUp(name),
        (server) => server.about,
      ),
    ),
  );
  return {
    databaseUrl: postgres.url,
    natsUrl: nats.url,
    natsUrls: nats.urls ?? everybody(NATS_USERS, nats.url),
    redisUrl: redis.url,
    redisUrls: redis.urls ?? everybody(REDIS_USERS, redis.url),
  };
}

const everybody = (users, url) => Object.fromEntries(users.map((user) => [user, url]));
