/**
 * `npm run doctor`: how facts flow in the running system, whether every copy agrees with its owner, and whether slots count
 * what their seats and their log say. Ends with 1 when something needs attention. `-- --repair` has published again what copies lack; `-- --parked` lists facts that were
 * put aside, `-- --replay <service> <fact id>` tries one again, `-- --drop <service> <fact id>` gives it up.
 */
import { parseArgs } from 'node:util';
import { connectDoctor } from './doctor/connection.mjs';
import { compareCopies, isSound, repair, reportAll } from './doctor/examination.mjs';
import { dropParked, listParked, replayParked } from './doctor/parked.mjs';
import { printCopies, printParked, printReports } from './doctor/print.mjs';
import { printReplay, replaySeats } from './doctor/seats.mjs';
import { Trouble } from './progress.mjs';
import { loadDotEnv } from './settings.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repair: { type: 'boolean' },
    parked: { type: 'boolean' },
    replay: { type: 'boolean' },
    drop: { type: 'boolean' },
  },
});
const print = (line) => process.stdout.write(`${line}\n`);

loadDotEnv();
try {
  const doctor = await connectDoctor();
  try {
    process.exitCode = (await run(doctor.ask)) ? 0 : 1;
  } finally {
    await doctor.close();
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`\n  ${error.message}\n\n`);
  process.exitCode = 1;
}

/** @returns whether all is well */
async function run(ask) {
  if (options.parked) return printParked(print, await listParked(ask)) === 0;
  if (options.replay || options.drop) {
    const [service, factId] = positionals;
    if (!service || !factId)
      throw new Trouble('Which one? --replay <service> <fact id>, as --parked lists them.');
    const errors = await (options.replay ? replayParked : dropParked)(ask, service, factId);
    for (const { consumer, error } of errors) print(`  ${consumer}: ${error ?? 'done'}`);
    return errors.every(({ error }) => error === null);
  }
  const reports = await reportAll(ask);
  printReports(print, reports);
  const comparisons = await compareCopies(ask, reports);
  printCopies(print, comparisons);
  const areSeatsSound = await examineSeats(ask, reports);
  if (!options.repair) return isSound(reports, comparisons) && areSeatsSound;
  const { published, left } = await repair(ask, comparisons);
  print(`\n  published ${published} states again`);
  printCopies(print, left);
  return isSound(reports, left) && areSeatsSound;
}

/** @returns whether they are; false, too, when participants can't say */
async function examineSeats(ask, reports) {
  if (!reports.some(({ service, report }) => service === 'participants' && report)) return false;
  print('\nSeats');
  const replay = await replaySeats(ask);
  printReplay(print, replay);
  return replay.findings.length === 0;
}
