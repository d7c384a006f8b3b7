/**
 * `npm run faults -- [--minutes n] [--seed s] [--planted] [--json]`: packages, build, then the fault harness
 * (test/faults/README.md).
 */
import { buildStep } from './build.mjs';
import { install } from './install.mjs';
import { createProgress } from './progress.mjs';

// Lines for people go to stderr: stdout is the report's, which may be JSON.
const progress = createProgress((line) => process.stderr.write(`${line}\n`));
await install(progress);
await buildStep(progress);
await import('../../test/faults/main.mjs');
