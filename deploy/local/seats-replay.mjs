/**
 * `npm run seats:replay`: replays the seat log of the running system and proves that no instant oversold and that log,
 * rows and counters agree. Ends with 1 when they don't.
 */
import { connectDoctor } from './doctor/connection.mjs';
import { printReplay, replaySeats } from './doctor/seats.mjs';
import { Trouble } from './progress.mjs';
import { loadDotEnv } from './settings.mjs';

loadDotEnv();
try {
  const doctor = await connectDoctor();
  try {
    const replay = await replaySeats(doctor.ask);
    printReplay((line) => process.stdout.write(`${line}\n`), replay);
    process.exitCode = replay.findings.length === 0 ? 0 : 1;
  } finally {
    await doctor.close();
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`\n  ${error.message}\n\n`);
  process.exitCode = 1;
}
