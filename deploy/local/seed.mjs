import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApi } from './api.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { Trouble } from './progress.mjs';
import { runTool } from './services.mjs';
import { ROOT } from './settings.mjs';

const PROGRAMME_FILE = path.join(ROOT, 'deploy/demo/aiws-forum.json');
const MAKE_ADMIN = path.join(ROOT, 'dist/apps/participants/src/make-admin.js');
const IMPORT_MS = 60_000;

/**
 * The administrator's token. Asking again gives the same person.
 *
 * @returns {Promise<string>}
 */
export async function makeAdmin({ supervisor }, { environments }) {
  const args = ['--email', 'admin@meridian.example', '--name', 'Administrator'];
  const { token } = await runTool(supervisor, 'make-admin', MAKE_ADMIN, {
    args,
    env: environments.participants,
  });
  return token;
}

/** For DEMO=0: the administrator's token, shown once for each database. */
export async function greetAdmin(ground, application) {
  const shown = path.join(ground.folders.run, 'admin-shown.json');
  const token = await makeAdmin(ground, application);
  const digest = createHash('sha256').update(token).digest('hex');
  if (readJson(shown)?.digest === digest) return;
  ground.progress.plain(`\n  The administrator's token, shown this once: ${token}`);
  writeJson(shown, { digest });
}

/**
 * Fills an empty database with the forum of six cities, released, and its people; into one that has cities
 * already it imports nothing. Writes `demo.json` with addresses and tokens (HTTP.md, "Who asks") either way.
 *
 * @param {import('./servers/index.mjs').Ground} ground
 * @param {{ url: string, environments: object }} application
 * @param {{ smtp: string, mail: string | null }} mail
 */
export async function seed(ground, application, mail) {
  const { progress, folders } = ground;
  const file = path.join(folders.data, 'demo.json');
  const addresses = { url: application.url, mail: mail.mail, smtp: mail.smtp };
  const programme = JSON.parse(readFileSync(PROGRAMME_FILE, 'utf8'));
  const known = await tokensStillGood(application.url, readJson(file)?.tokens);
  const api = createApi(application.url, known.admin ?? (await makeAdmin(ground, application)));

  const { items: cities } = await api.get('/v1/cities');
  if (cities.length === 0) {
    await progress.step(
      'demo',
      () => importProgramme(api, programme),
      () => `${programme.programme.slug} imported and released`,
    );
  } else if (!(await api.exists(`/v1/programmes/${programme.programme.slug}`))) {
    // Somebody's own data: no demo people among them.
    return;
  }
  writeJson(file, {
    ...addresses,
    tokens: { admin: api.token, ...(await makePeople(api, programme, known)) },
  });
}

async function importProgramme(api, programme) {
  const { id } = await api.post('/v1/programmes/import?release=true', programme, 202);
  const deadline = Date.now() + IMPORT_MS;
  for (;;) {
    const job = await api.get(`/v1/imports/${id}`);
    if (job.status === 'ready') return;
    if (job.status === 'failed') {
      throw new Trouble(`The demo could not be imported:\n${JSON.stringify(job.errors ?? job, null, 2)}`);
    }
    if (Date.now() > deadline)
      throw new Trouble(`The demo's import ${id} is still ${job.status} after a minute`);
    await delay(100);
  }
}

/** Those of a database that was thrown away since are left out. */
async function tokensStillGood(url, tokens = {}) {
  const good = async (token) => (token && (await createApi(url, token).exists('/v1/me')) ? token : undefined);
  const cities = Object.entries(tokens.liaison ?? {});
  const [admin, organizer, participant, ...liaisons] = await Promise.all(
    [tokens.admin, tokens.organizer, tokens.participant, ...cities.map(([, token]) => token)].map(good),
  );
  const liaison = Object.fromEntries(cities.map(([city], index) => [city, liaisons[index]]));
  return { admin, organizer, participant, liaison };
}

/** An organizer, a liaison for each city and a participant: those whose token is not known yet. */
async function makePeople(api, { programme, cities }, known) {
  const { slug } = programme;
  const organizer =
    known.organizer ??
    (await makePerson(
      api,
      { email: 'organizer@meridian.example', name: 'Organizer' },
      { role: 'organizer', programme: slug },
    ));
  const liaison = {};
  for (const { slug: city, name, languages } of cities) {
    const person = {
      email: `liaison.${city}@meridian.example`,
      name: `Liaison, ${name}`,
      city,
      language: languages[0],
    };
    liaison[city] =
      known.liaison[city] ?? (await makePerson(api, person, { role: 'liaison', programme: slug, city }));
  }
  const participant =
    known.participant ??
    (await makePerson(api, { email: 'participant@meridian.example', name: 'Participant' }));
  return { organizer, liaison, participant };
}

async function makePerson(api, person, grant) {
  let answer = await api.ask('POST', '/v1/participants', person);
  if (answer.status !== 201) {
    // Known already, but the token was lost with demo.json. Tokens are given once: somebody new takes the part.
    const [name, domain] = person.email.split('@');
    answer = await api.ask('POST', '/v1/participants', {
      ...person,
      email: `${name}.${Date.now()}@${domain}`,
    });
  }
  if (answer.status !== 201)
    throw new Trouble(`${person.name} could not be made: ${JSON.stringify(answer.body)}`);
  const { id: participantId, token } = answer.body;
  if (grant) await api.post('/v1/grants', { participantId, ...grant }, 201);
  return token;
}
