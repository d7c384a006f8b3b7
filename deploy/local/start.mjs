/**
 * `npm start`: from a bare machine to the running system, one line per step. `--watch` (npm run dev) rebuilds and
 * restarts what is changed. Needs no package before it has installed them.
 */
import { buildStep } from './build.mjs';
import { install } from './install.mjs';
import { reserveMailPorts, startMailSink } from './mail-sink/start.mjs';
import { reserveGatewayPort } from './ports.mjs';
import { createProgress } from './progress.mjs';
import { lookForPrograms, startServers } from './servers/index.mjs';
import { loadDotEnv } from './settings.mjs';
import { runUntilStopped } from './until-stopped.mjs';
import { welcome } from './welcome.mjs';

loadDotEnv();
const progress = createProgress();
progress.plain('\nMeridian\n');

await runUntilStopped(progress, async (ground) => {
  const gateway = await reserveGatewayPort(ground.ports);
  const mailPorts = await reserveMailPorts(ground.ports);
  const programs = lookForPrograms(ground.folders.bin, progress);
  await install(progress, { run: ground.supervisor.run });
  const [servers, mail] = await Promise.all([
    startServers(ground, programs),
    progress.step(
      'mail',
      () => startMailSink(ground, mailPorts),
      ({ about }) => about,
    ),
    buildStep(progress),
  ]);

  const { startApplication } = await import('./application.mjs');
  const application = await startApplication(ground, { servers, mail, gateway });
  const { seed, greetAdmin } = await import('./seed.mjs');
  if (process.env.DEMO === '0') await greetAdmin(ground, application);
  else await seed(ground, application, mail);

  ground.lock.announce(application.url);
  welcome(progress, { url: application.url, mail: mail.mail, data: ground.folders.data });
  if (process.argv.includes('--watch')) {
    const { watchSources } = await import('./watch.mjs');
    watchSources(ground, application.environments);
  }
});
