import { describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import fc from 'fast-check';
import { JoinLinks, MOST_GENERATIONS } from './join-links.js';

const NEW = 'the secret that signs now, long enough';
const OLD = 'the secret before that one, long enough';
const links = new JoinLinks([NEW]);

describe('join links', () => {
  it('say which seat and generation they are of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_GENERATIONS }), (generation) => {
        const link = { seatId: newId(), generation };
        expect(links.read(links.issue(link))).toEqual(link);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('with any byte changed are none of ours', () => {
    const token = links.issue({ seatId: newId(), generation: 1 });
    const bytes = Buffer.from(token, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(links.read(changed.toString('base64url'))).toBeNull();
    }
  });

  it('cut, prolonged or spelled otherwise are none of ours', () => {
    const token = links.issue({ seatId: newId(), generation: 1 });
    for (const other of [
      '',
      'x',
      token.slice(1),
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `${token} `,
    ]) {
      expect(links.read(other)).toBeNull();
    }
  });

  it('made with the secret before still work while it is kept, and no longer', () => {
    const link = { seatId: newId(), generation: 3 };
    const token = new JoinLinks([OLD]).issue(link);
    expect(links.read(token)).toBeNull();
    expect(new JoinLinks([NEW, OLD]).read(token)).toEqual(link);
    expect(new JoinLinks([NEW, OLD]).issue(link)).toBe(links.issue(link));
  });

  it('are short enough for a mail', () => {
    expect(links.issue({ seatId: newId(), generation: MOST_GENERATIONS })).toHaveLength(47);
  });
});
