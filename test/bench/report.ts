import type { Bench, Verdict } from './frame.js';

/** The verdicts as a table for people; a missed goal and a broken invariant say so. */
export function tableOf(bench: Bench, verdicts: readonly Verdict[], rounds: number): string {
  const header = ['', 'ours', 'other', 'ratio', 'goal', ''];
  const rows = verdicts.map((verdict, index) => {
    const { ours, other } = bench.goals[index]!;
    return [
      verdict.name,
      `${verdict.ours} ${verdict.unit} (${ours})`,
      `${verdict.other} ${verdict.unit} (${other})`,
      String(verdict.ratio),
      verdict.goal,
      verdict.pass ? 'reached' : 'MISSED',
    ];
  });
  const table = [header, ...rows];
  const widths = header.map((_title, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  '));
  return [
    `\n${bench.about}`,
    `Medians of ${rounds} rounds, the sides in turn.\n`,
    ...lines.map((line) => `  ${line.trimEnd()}`),
    `\n  invariants: ${describeInvariants(verdicts[0]!.invariants)}\n`,
  ].join('\n');
}

function describeInvariants(invariants: Record<string, number>): string {
  return Object.entries(invariants)
    .map(([name, violations]) => `${name} ${violations}${violations === 0 ? '' : ' BROKEN'}`)
    .join(', ');
}
