import { watch } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { Trouble } from './progress.mjs';
import { SERVICES, startService } from './services.mjs';
import { ROOT } from './settings.mjs';

/** Editors write a file in several steps, and formatters after them. */
const QUIET_MS = 150;

/**
 * Builds what is saved and restarts the processes that it concerns: one for a file of its app, all for a lib.
 * A build that fails leaves them running as they are.
 *
 * @param {import('./servers/index.mjs').Ground} ground
 * @param {Record<string, NodeJS.ProcessEnv>} environments
 */
export function watchSources(ground, environments) {
  const { progress, supervisor } = ground;
  let timer;
  let working = Promise.resolve();

  async function update() {
    try {
      const changed = await build();
      const names = concerned(changed);
      if (names.length === 0) return;
      progress.say('changed', changed.length > 3 ? `${changed.length} files` : changed.join(', '));
      await supervisor.stop(names);
      await Promise.all(
        names.map((name) =>
          progress.step(
            name,
            () => startService(ground, name, environments[name]),
            () => 'restarted',
          ),
        ),
      );
    } catch (error) {
      // A process that does not come up again waits for the next change, as the one with the typing error does.
      progress.plain(error instanceof Trouble ? error.message : error.stack);
    }
  }

  for (const folder of ['apps', 'libs']) {
    watch(path.join(ROOT, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => (working = working.then(update)), QUIET_MS);
    });
  }
}

function concerned(changed) {
  if (changed.some((file) => file.startsWith('libs/'))) return SERVICES;
  return SERVICES.filter((name) => changed.some((file) => file.startsWith(`apps/${name}/`)));
}
