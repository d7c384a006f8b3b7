import type { ProgrammeImport } from '#contracts';

/** The services that apply their part of a file after events has applied its own. */
export type Applier = 'sessions' | 'participants';
const APPLIERS: readonly Applier[] = ['sessions', 'participants'];

/**
 * How far an import is when one service has applied its part, or could not: `failed` with the first error,
 * `ready` when all have. They may report in any order, and a report that comes again changes nothing.
 */
export function progressed(
  { applied, error }: Pick<ProgrammeImport, 'applied' | 'error'>,
  applier: Applier,
  report: { counts: Record<string, number>; error: string | null },
): Pick<ProgrammeImport, 'status' | 'applied' | 'error'> {
  const all = { ...applied, [applier]: report.counts };
  const problem = error ?? (report.error === null ? null : `${applier}: ${report.error}`);
  if (problem !== null) return { status: 'failed', applied: all, error: problem };
  return { status: APPLIERS.every((name) => all[name]) ? 'ready' : 'applying', applied: all, error: null };
}
