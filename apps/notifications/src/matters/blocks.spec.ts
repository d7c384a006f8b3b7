import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BlockMade } from '#contracts';
import { newId } from '#platform';
import { Forum } from '../testing/forum.js';

const HOUR = 3_600_000;

jest.setTimeout(30_000);

describe('Names of a delegation', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: [] });
  }, 60_000);
  afterAll(() => forum.close());

  const at = (instant: string, hours: number) => new Date(Date.parse(instant) + hours * HOUR).toISOString();

  /** Six places are kept for Rome, for ten days. */
  async function keep(name: string) {
    const now = await forum.now();
    const namesUntil = at(now, 240);
    const session = await forum.schedule(at(now, 300), { title: 'Debate' });
    const liaison = await forum.giveRole('liaison', name, { city: 'rome', zone: 'Europe/Rome' });
    const id = newId();
    const block = { id, slotId: newId(), city: 'rome', size: 6, namesUntil, named: 0, free: 6 };
    forum.participants.blocks.set(id, block);
    const { programmeId } = forum;
    await forum.service.publish(BlockMade, {
      id,
      sessionId: session.id,
      programmeId,
      city: 'rome',
      namesUntil,
    });
    await forum.settled();
    return { liaison, block, namesUntil };
  }

  it('are asked of its city’s liaisons when places are kept, and again two days before they are due', async () => {
    const { liaison, block, namesUntil } = await keep('Roman liaison');
    const [asked, ...others] = forum.mail.mailsTo(liaison.email, 'Delegates of Rome to name: Debate');
    expect(others).toEqual([]);
    expect(asked?.text).toContain('6 seats are kept for the delegation of Rome.');
    block.free = 2;
    await forum.moveClockTo(at(namesUntil, -49));
    expect(forum.mail.mailsTo(liaison.email, 'still without a name')).toEqual([]);
    await forum.moveClockTo(at(namesUntil, -47));
    const [due] = forum.mail.mailsTo(liaison.email, '2 seats of Rome still without a name');
    expect(due?.text).toContain('2 seats of the delegation of Rome have no name yet.');
  });

  it('are not asked for again when every place has one', async () => {
    const { liaison, block, namesUntil } = await keep('Quick liaison');
    block.free = 0;
    await forum.moveClockTo(at(namesUntil, -1));
    expect(forum.mail.mailsTo(liaison.email, 'still without a name')).toEqual([]);
  });
});
