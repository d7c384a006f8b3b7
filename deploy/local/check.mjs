/** `npm run check`: format, lint, types and import boundaries, each with a line; what failed is shown in full. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { install } from './install.mjs';
import { createProgress } from './progress.mjs';
import { ROOT } from './settings.mjs';

const progress = createProgress();
await install(progress);

const code = ['apps', 'libs', 'test'].filter((folder) => readdirSync(path.join(ROOT, folder)).length > 0);
const CHECKS = {
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  lint: ['eslint/bin/eslint.js', '--max-warnings=0', '.'],
  types: ['typescript/bin/tsc', '--noEmit', '-p', '.'],
  boundaries: [
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    ...code,
  ],
};

const failures = [];
await Promise.all(
  Object.entries(CHECKS).map(async ([name, [script, ...args]]) => {
    const { ok, output } = await progress.step(
      name,
      () => run(script, args),
      (result) => (result.ok ? 'ok' : 'FAILED'),
    );
    if (!ok) failures.push(`\n${name}:\n${output.trim()}`);
  }),
);
if (failures.length > 0) {
  process.stdout.write(`${failures.join('\n')}\n`);
  process.exitCode = 1;
}

function run(script, args) {
  const tool = spawn(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], { cwd: ROOT });
  let output = '';
  for (const stream of [tool.stdout, tool.stderr]) stream.on('data', (data) => (output += data));
  return new Promise((resolve, reject) => {
    tool.once('error', reject);
    tool.once('close', (exit) => resolve({ ok: exit === 0, output }));
  });
}
