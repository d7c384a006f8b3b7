/**
 * `node test/faults/main.mjs [--minutes n | --seconds n] [--seed s] [--only kind,…] [--alarms] [--planted [name,…]] [--limit seconds] [--json]`
 * Runs against the `dist` that is there; `npm run faults` builds it first. Exit code 1 when something was violated,
 * or a planted bug was not caught.
 */
import { parseArgs } from 'node:util';
import { describePlanted, describeRun } from './report.mjs';
import { runOnce } from './run.mjs';
import { runPlanted } from './planted/run-planted.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    alarms: { type: 'boolean' },
    planted: { type: 'boolean' },
    names: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const say = (line) => process.stderr.write(`  ${line}\n`);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
/** How long a run may take in all before it is ended; by its length when left out. */
const limitMs = values.limit && Number(values.limit) * 1_000;
const seconds = Number(values.seconds ?? Number(values.minutes ?? 1) * 60);

if (values.planted) {
  const results = await runPlanted({ names: values.names?.split(','), limitMs, say });
  end(
    results,
    describePlanted,
    results.every(({ caught }) => caught),
  );
} else {
  const only = values.only?.split(',');
  const result = await runOnce({ seed, seconds, only, isClockStill: values.alarms, limitMs, say });
  end(result, describeRun, result.violations.length === 0);
}

/** Prints, and ends: of a run that hung something may still be waiting. */
function end(result, describe, isGood) {
  process.stdout.write(`${values.json ? JSON.stringify(result) : describe(result)}\n`, () =>
    process.exit(isGood ? 0 : 1),
  );
}
