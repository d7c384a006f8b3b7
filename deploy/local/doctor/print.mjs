import { isEqual, isOverdue } from './examination.mjs';

/** Ids that a line names; the others are counted. */
const NAMED = 3;

/** @param {(line: string) => void} print */
export function printReports(print, reports) {
  print('\nFacts');
  for (const { service, report, error } of reports) {
    if (!report) {
      print(`  ! ${error}`);
      continue;
    }
    const { unpublished, oldestSeconds } = report.outbox;
    const waiting =
      unpublished === 0 ? 'empty' : `${unpublished} waiting, the oldest ${Math.round(oldestSeconds)} s`;
    print(`  ${mark(!isOverdue(report))} ${service.padEnd(14)} outbox ${waiting}`);
    for (const consumer of report.consumers) print(`  ${consumerLine(consumer)}`);
  }
}

function consumerLine({ subject, pending, unacknowledged, failing, parked, waitsFor }) {
  const parts = [
    pending === null ? 'has no durable' : `lag ${pending + unacknowledged}`,
    failing > 0 && `${failing} failing`,
    parked > 0 && `${parked} PARKED (--parked)`,
    waitsFor && `waits: ${waitsFor}`,
  ];
  const isFine = pending !== null && parked === 0 && !waitsFor;
  return `${mark(isFine)}   ${subject.replace('fact.', '').padEnd(36)} ${parts.filter(Boolean).join(', ')}`;
}

/** @param {(line: string) => void} print */
export function printCopies(print, comparisons) {
  print('\nCopies');
  for (const comparison of comparisons) {
    const { service, noun, owner, count, missing, behind, beyond } = comparison;
    const name = `${service} ← ${owner}`.padEnd(30);
    const parts = [
      `${count} compared`,
      missing.length > 0 && `missing ${some(missing)}`,
      behind.length > 0 && `behind ${some(behind)}`,
      beyond.length > 0 && `unknown to the owner ${some(beyond)}`,
    ];
    print(`  ${mark(isEqual(comparison))} ${name} ${noun.padEnd(10)} ${parts.filter(Boolean).join(', ')}`);
  }
}

/** @returns {number} how many */
export function printParked(print, parked) {
  if (parked.length === 0) print('\n  Nothing is parked.');
  for (const { service, factId, subject, error, parkedAt } of parked) {
    print(`\n  ${service}  ${factId}  ${subject}\n    since ${parkedAt}: ${error}`);
  }
  return parked.length;
}

const mark = (isFine) => (isFine ? '·' : '!');

function some(ids) {
  const more = ids.length > NAMED ? ', …' : '';
  return `${ids.length} (${ids.slice(0, NAMED).join(', ')}${more})`;
}
