/** `npm run check`: format, lint, types and import boundaries, each with a line; what failed is shown in full. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { install } from './install.mjs';
import { createProgress } from './progress.mjs';
import { runProgram } from './run-program.mjs';
import { ROOT } from './settings.mjs';

const progress = createProgress();
await install(progress);

const sources = ['apps', 'libs', 'test'].filter((folder) => readdirSync(path.join(ROOT, folder)).length > 0);
const CHECKS = {
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  lint: ['eslint/bin/eslint.js', '--max-warnings=0', '.'],
  types: ['typescript/bin/tsc', '--noEmit', '-p', '.'],
  boundaries: [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    ...sources,
  ],
};

const failures = [];
const check = async ([name, [script, ...args]]) => {
  const work = () =>
    runProgram(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], { cwd: ROOT });
  const result = await progress.step(name, work, ({ code }) => (code === 0 ? 'ok' : 'FAILED'));
  if (result.code !== 0) failures.push(`\n${name}:\n${result.output.trim()}\n${result.errors.trim()}`);
};
await Promise.all(Object.entries(CHECKS).map(check));
if (failures.length > 0) {
  process.stdout.write(`${failures.join('\n')}\n`);
  process.exitCode = 1;
}
