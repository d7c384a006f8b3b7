/** The log of a large slot takes its time. */
const REPLAY_MS = 60_000;

/**
 * Replays the seat log of every slot: that each change was one there is, that no instant oversold, and that log, rows and
 * counters say the same.
 *
 * @param {import('./connection.mjs').Ask} ask
 * @returns {Promise<{ slots: number, entries: number, findings: { slotId: string, entry: string | null, detail: string }[] }>}
 */
export async function replaySeats(ask) {
  const total = { slots: 0, entries: 0, findings: [] };
  let after;
  do {
    const { slots, entries, findings, next } = await ask(
      'participants',
      'replay-seats',
      { after },
      REPLAY_MS,
    );
    total.slots += slots;
    total.entries += entries;
    total.findings.push(...findings);
    after = next ?? undefined;
  } while (after !== undefined);
  return total;
}

/** @param {(line: string) => void} print */
export function printReplay(print, { slots, entries, findings }) {
  for (const { slotId, entry, detail } of findings)
    print(`  ! slot ${slotId}${entry === null ? '' : `, entry ${entry}`}: ${detail}`);
  const verdict = findings.length === 0 ? 'no instant oversold; log, rows and counters agree' : 'NOT SOUND';
  print(`  ${slots} slots, ${entries} entries: ${verdict}`);
}
