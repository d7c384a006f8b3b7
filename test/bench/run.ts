/** `npm run bench [-- <name> …] [--json] [--rounds n] [--size n]`; deploy/local/bench.mjs builds this and brings up the servers. */
import { parseArgs } from 'node:util';
import { factsBench } from './facts/facts.bench.js';
import { fairTimesBench } from './fair-times/fair-times.bench.js';
import { fireBench } from './fire/fire.bench.js';
import { runBench, type Bench } from './frame.js';
import { mailMemoryBench } from './mail/mail-memory.bench.js';
import { mailBench } from './mail/mail.bench.js';
import { moveBench } from './move/move.bench.js';
import { plannerBench } from './planner/planner.bench.js';
import { tableOf } from './report.js';
import { scheduleReadBench } from './schedule-read/schedule-read.bench.js';
import { seatsDbBench } from './seats-db/seats-db.bench.js';
import { seatsHttpBench, seatsLatencyBench } from './seats-http/seats-http.bench.js';
import { seatsSafeBench } from './seats-safe/seats-safe.bench.js';

const BENCHES: readonly Bench[] = [
  factsBench,
  fairTimesBench,
  fireBench,
  mailBench,
  mailMemoryBench,
  moveBench,
  plannerBench,
  scheduleReadBench,
  seatsDbBench,
  seatsHttpBench,
  seatsLatencyBench,
  seatsSafeBench,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    size: { type: 'string' },
  },
});
const names = BENCHES.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
const rounds = Number(values.rounds);
const size = values.size === undefined ? undefined : Number(values.size);
const isCount = (value: number) => Number.isInteger(value) && value > 0;
if (unknown.length > 0 || !isCount(rounds) || !isCount(size ?? 1)) {
  process.stderr.write(`Usage: npm run bench -- [${names.join(' | ')}] [--json] [--rounds n] [--size n]\n`);
  process.exit(2);
}

const print = (text: string) => process.stdout.write(`${text}\n`);
for (const bench of BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const onRound = (round: number) => {
    if (!values.json) print(`  ${bench.name.padEnd(14)} ${round === 0 ? 'warming up' : `round ${round}`}`);
  };
  const verdicts = await runBench(bench, rounds, onRound, { size });
  if (values.json) for (const verdict of verdicts) print(JSON.stringify(verdict));
  else print(tableOf(bench, verdicts, rounds));
  // A missed goal may be the machine; a broken invariant is ours.
  if (Object.values(verdicts[0]!.invariants).some((violations) => violations > 0)) process.exitCode = 1;
}
