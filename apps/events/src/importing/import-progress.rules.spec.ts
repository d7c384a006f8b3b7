import { describe, expect, it } from '@jest/globals';
import type { ProgrammeImport } from '#contracts';
import { progressed, type Applier } from './import-progress.rules.js';

const STARTED: Pick<ProgrammeImport, 'status' | 'applied' | 'error'> = {
  status: 'applying',
  applied: { events: { event: 3 } },
  error: null,
};
const done = (counts: Record<string, number> = {}) => ({ counts, error: null });
const failed = { counts: {}, error: 'a place is gone' };

describe('an import', () => {
  it('is ready when both others have applied their part, in any order', () => {
    for (const [first, second] of [
      ['sessions', 'participants'],
      ['participants', 'sessions'],
    ] satisfies [Applier, Applier][]) {
      const halfway = progressed(STARTED, first, done({ session: 17 }));
      expect(halfway).toMatchObject({ status: 'applying', error: null });
      expect(progressed(halfway, second, done())).toEqual({
        status: 'ready',
        applied: { events: { event: 3 }, [first]: { session: 17 }, [second]: {} },
        error: null,
      });
    }
  });

  it('fails with the first error and stays so', () => {
    const broken = progressed(STARTED, 'sessions', failed);
    expect(broken).toMatchObject({ status: 'failed', error: 'sessions: a place is gone' });
    expect(progressed(broken, 'participants', done())).toMatchObject({
      status: 'failed',
      error: 'sessions: a place is gone',
    });
    expect(progressed(progressed(STARTED, 'sessions', done()), 'participants', failed).status).toBe('failed');
  });

  it('takes a report that comes again as the same', () => {
    const ready = progressed(progressed(STARTED, 'sessions', done()), 'participants', done());
    expect(progressed(ready, 'sessions', done())).toEqual(ready);
  });
});
