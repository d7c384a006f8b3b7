/** The report of one run, for people. */
export function describeRun(result) {
  const list = (counts) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const { writes, mails, violations } = result;
  const lines = [
    `seed ${result.seed}: ${result.seconds} s of load under faults, ${result.tookSeconds} s in all`,
    `  writes       ${list(writes)}; ${result.repeated} needed several tries`,
    `               ${list(result.writesByKind)}`,
    `  answers      ${list(result.answers)}`,
    `  seat changes ${result.seatChanges}: ${list(result.seatChangesByCause)}`,
    `  again        ${result.replayed} writes sent again at the end`,
    mails &&
      `  mails        ${mails.received} received, ${mails.doubled} of them twice, ${mails.invitations} with an entry for calendars; deliveries ${list(mails.deliveries)}; ${mails.remindersExpected} reminders expected`,
    `  faults       ${list(result.faults)}`,
    `  in all       ${result.operations} requests, ${result.writes.acknowledged} writes acknowledged, ${result.kills} kills, ${violations.length} violations`,
    `  restarts     the slowest ${result.slowestRestartMs} ms`,
    `  violations   ${violations.length}`,
    ...violations.slice(0, 30).map(({ invariant, what }) => `    ${invariant}: ${what}`),
  ];
  if (violations.length > 30) lines.push(`    … and ${violations.length - 30} more`);
  return lines.filter(Boolean).join('\n');
}

/** The table of planted bugs. */
export function describePlanted(results) {
  const lines = results.map(({ name, caught, by, tookSeconds }) => {
    const how = caught
      ? `caught by ${by.join(', ')}`
      : `NOT CAUGHT, but ${by.join(', ') || 'nothing'} violated`;
    return `  ${name.padEnd(58)} ${how} (${tookSeconds} s)`;
  });
  const count = results.filter(({ caught }) => caught).length;
  return [`planted bugs: ${count} of ${results.length} caught`, ...lines].join('\n');
}
