import path from 'node:path';
import { ROOT } from './settings.mjs';

/** What people see when everything runs: where to look and what to try. */
export function welcome(progress, { url, mail, data }) {
  const fromRoot = path.relative(ROOT, data);
  const folder = fromRoot.startsWith('..') ? data : fromRoot;
  const lines = [
    ['Open', url],
    ['API reference', `${url}/docs`],
    mail && ['Mail it sends', mail],
    process.env.DEMO !== '0' && ['Play the story', 'npm run demo   (in another terminal)'],
    process.env.DEMO !== '0' && ['Tokens', `${folder}/demo.json`],
    ['Logs', `${folder}/logs/`],
    ['Stop', 'Ctrl-C'],
  ].filter(Boolean);
  progress.plain(`\nReady in ${progress.elapsed()}\n`);
  for (const [what, where] of lines) progress.plain(`  ${what.padEnd(16)} ${where}`);
  progress.plain('');
}
