import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EventsSettings } from '../../apps/events/src/config.js';
import { GatewaySettings } from '../../apps/gateway/src/config.js';
import { NotificationsSettings } from '../../apps/notifications/src/config.js';
import { ParticipantsSettings } from '../../apps/participants/src/config.js';
import { SessionsSettings } from '../../apps/sessions/src/config.js';

const SCHEMAS = [
  EventsSettings,
  SessionsSettings,
  ParticipantsSettings,
  NotificationsSettings,
  GatewaySettings,
];
/** Read by the launcher, which is plain JavaScript. */
const LAUNCHER = ['DEMO', 'MERIDIAN_DATA', 'MERIDIAN_BIN_CACHE'];

const lines = readFileSync(resolve(import.meta.dirname, '../../.env.example'), 'utf8').split('\n');
const settings = lines.flatMap((line) => {
  const match = /^(#?)([A-Z_]+)=(.*)$/.exec(line);
  return match ? [{ name: match[2]!, value: match[3]!, isSet: match[1] === '' }] : [];
});

describe('.env.example', () => {
  it('names every setting of every process, and nothing else', () => {
    const names = new Set([...SCHEMAS.flatMap((schema) => Object.keys(schema.shape)), ...LAUNCHER]);
    expect(settings.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it.each(settings.filter(({ isSet, name }) => isSet && !LAUNCHER.includes(name)))(
    '$name=$value is what its schema takes',
    ({ name, value }) => {
      for (const { shape } of SCHEMAS) {
        const field = (shape as Record<string, { safeParse(value: unknown): { success: boolean } }>)[name];
        if (field) expect(field.safeParse(value)).toMatchObject({ success: true });
      }
    },
  );
});
