import { runOnce } from '../run.mjs';
import { BUGS } from './bugs.mjs';

/** Another seed when the first did not provoke it: interleavings differ from run to run. */
const SEEDS = [1, 2];

/** A system with a bug may never come to rest; a good one has by then. */
const REST_MS = 45_000;

/**
 * Runs the harness with one planted bug after the other, and expects each to be found.
 *
 * @param {{ names?: string[], limitMs?: number, say: (line: string) => void }} options names: of these bugs only
 */
export async function runPlanted({ names, limitMs, say }) {
  const bugs = names ? BUGS.filter(({ name }) => names.includes(name)) : BUGS;
  const results = [];
  for (const bug of bugs) {
    say(`planted: ${bug.name}`);
    const began = performance.now();
    let by = [];
    let caught;
    for (const seed of SEEDS) {
      const { violations } = await runOnce({ ...optionsOf(bug), limitMs, seed });
      by = [...new Set(violations.map(({ invariant }) => invariant))].sort();
      caught = violations.find(({ invariant }) => bug.breaks.includes(invariant));
      if (caught) break;
    }
    if (caught) say(`  ${caught.invariant}: ${caught.what}`);
    const tookSeconds = Math.round((performance.now() - began) / 1_000);
    results.push({ name: bug.name, caught: caught !== undefined, by, tookSeconds });
  }
  return results;
}

const optionsOf = ({ seconds = 12, faults, edits, sql, isClockStill, hasFinale, needsReminders }) => ({
  seconds,
  only: faults,
  edits,
  sql,
  isClockStill,
  hasFinale: hasFinale ?? false,
  restMs: REST_MS,
  remind: needsReminders ?? false,
  say: () => {},
});
