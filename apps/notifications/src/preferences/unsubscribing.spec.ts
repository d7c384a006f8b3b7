import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ChangePreferencesByLink, OPTIONAL_MAILS, type OptionalMail } from '#contracts';
import type { ParsedMail } from 'mailparser';
import { Forum } from '../testing/forum.js';
import type { Person } from '../testing/participants-process.js';

jest.setTimeout(60_000);
const DAY_MS = 86_400_000;

describe('Unsubscribing', () => {
  let forum: Forum;
  beforeAll(async () => void (forum = await Forum.open({ reminderRules: ['P1D', 'PT1H'] })));
  afterAll(() => forum.close());

  const inDays = async (days: number) =>
    new Date(Date.parse(await forum.now()) + days * DAY_MS).toISOString();
  /** A header as it came, unfolded; undefined when there is none. */
  const headerOf = (mail: ParsedMail, name: string) =>
    mail.headerLines
      .find(({ key }) => key === name)
      ?.line.replace(/\r?\n(?=\s)/g, '')
      .replace(/^[\w-]+:\s*/, '');
  const mailsTo = ({ email }: Person, subject?: string) => forum.mail.mailsTo(email, subject);
  /** What a mail program does when its reader unsubscribes (RFC 8058), as the gateway passes it on. */
  const unsubscribe = async (header: string) => {
    const url = new URL(/^<(.+)>$/.exec(header)![1]!);
    const token = url.pathname.split('/').at(-1)!;
    const off = url.searchParams.get('off') as OptionalMail;
    expect(OPTIONAL_MAILS).toContain(off);
    await forum.service.ask(
      ChangePreferencesByLink,
      { token, patch: { off: [off] } },
      { actor: { kind: 'anonymous' } },
    );
  };

  it('stops the reminders of a person, and nothing that is told of a seat they hold', async () => {
    const session = await forum.schedule(await inDays(5));
    const [reader, neighbour] = [
      await forum.seat(session, 'Quiet reader'),
      await forum.seat(session, 'Neighbour'),
    ];
    await forum.moveClockTo(await inDays(4.1));
    const [reminder] = mailsTo(reader, 'Reminder');
    expect(headerOf(reminder!, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    await unsubscribe(headerOf(reminder!, 'list-unsubscribe')!);

    await forum.moveClockTo(await inDays(0.87));
    expect(mailsTo(neighbour, 'Reminder')).toHaveLength(2);
    expect(mailsTo(reader, 'Reminder')).toHaveLength(1);

    const moved = await forum.move(session, await inDays(2));
    await forum.settled();
    expect(mailsTo(reader, 'New time')).toHaveLength(1);
    await forum.cancel(moved);
    for (const person of [reader, neighbour]) {
      await forum.changeSeat(person, 'cancelled', 'session-cancelled');
    }
    await forum.settled();
    const [cancelled, ...more] = mailsTo(reader, 'Cancelled');
    expect(more).toEqual([]);
    expect(cancelled!.attachments[0]!.content.toString()).toContain('METHOD:CANCEL');
    expect(headerOf(cancelled!, 'list-unsubscribe')).toBeUndefined();
    expect(mailsTo(neighbour, 'Cancelled')).toHaveLength(1);
  });
});
