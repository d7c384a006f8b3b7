import { setTimeout as delay } from 'node:timers/promises';
import { createApi } from '../api.mjs';
import { Trouble } from '../progress.mjs';

const PATIENCE_MS = 30_000;

/**
 * What the story is played on: who may speak to the gateway, the mail sink, and a way to wait.
 *
 * @param {{url: string, mail: string | null, tokens: object}} demo as in demo.json
 */
export async function createStage(demo) {
  const as = (token) => createApi(demo.url, token);
  const organizer = as(demo.tokens.organizer);
  try {
    await organizer.get('/v1/me');
  } catch {
    throw new Trouble(`Nothing answers at ${demo.url}. Run \`npm start\` in another terminal first.`);
  }
  return {
    demo,
    as,
    organizer,
    liaison: (city) => as(demo.tokens.liaison[city]),
    /** The mails that came for one address, newest first. */
    mailsTo: async (address) => {
      if (!demo.mail) return [];
      const response = await fetch(`${demo.mail}/api/mails?to=${encodeURIComponent(address)}`);
      return response.json();
    },
    /** Moves the clock of the demo forward by an ISO 8601 duration; answers what it says then. */
    forward: async (duration) => {
      const { now } = await organizer.post('/v1/demo/clock', { forward: duration }, 200);
      return new Date(now);
    },
    waitFor,
  };
}

/** Asks again and again until there is an answer that is not falsy. */
async function waitFor(what, ask) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Trouble(`waited ${PATIENCE_MS / 1000} s in vain for ${what}`);
    await delay(100);
  }
}
