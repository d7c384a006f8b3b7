/**
 * Lines for people: one per step, with what it took. Silent in tests, which pass their own `write`.
 *
 * @param {(line: string) => void} [write]
 */
export function createProgress(write = (line) => process.stdout.write(`${line}\n`)) {
  const began = performance.now();
  const say = (name, message) => write(`  ${name.padEnd(14)} ${message}`);
  return {
    say,
    /** Says `message(result)` with the seconds that `work` took, and gives its result. */
    async step(name, work, message) {
      const start = performance.now();
      const result = await work();
      say(name, `${message(result)}  ${seconds(performance.now() - start)}`);
      return result;
    },
    plain: write,
    elapsed: () => seconds(performance.now() - began),
  };
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** An error whose message alone is meant for people: printed without a stack. */
export class Trouble extends Error {}
