/** The only process with a password of Redis, and the administrator of the launcher and the doctor. */
export const REDIS_USERS = ['notifications', 'admin'];

/** What BullMQ needs. Listing keys is refused too: it would show those of others. */
const ALARM_CLOCK =
  'resetchannels -@all +@read +@write +@transaction +@connection +eval +evalsha ' +
  '-@dangerous +info +client|setname -scan -randomkey -dbsize';

/**
 * The users as lines of redis.conf (docs/adr/0008): nobody without a password, the administrator, and notifications,
 * on keys of its prefix alone.
 *
 * @param {(user: string) => string} passwordOf
 * @param {string} [prefix] as in REDIS_PREFIX
 * @returns {string[]}
 */
export function redisUsers(passwordOf, prefix = 'meridian') {
  return [
    // Off, so that nobody is it; with every right, because Redis reads its append-only file as this user at the start,
    // and refuses BullMQ's transactions there (EXEC) to a user without them.
    'user default off resetpass ~* &* +@all',
    `user admin on >${passwordOf('admin')} ~* &* +@all`,
    `user notifications on >${passwordOf('notifications')} ~${prefix}:* ${ALARM_CLOCK}`,
  ];
}
