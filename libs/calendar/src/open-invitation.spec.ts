import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendar } from './calendar.js';
import { attendeeLine, openInvitation, stampLine, type OpenInvitation } from './open-invitation.js';

const event: OpenInvitation['event'] = {
  uid: 'opening@meridian.example',
  sequence: 2,
  start: { instant: '2027-06-10T12:00:00Z', zone: 'Asia/Ho_Chi_Minh' },
  durationMinutes: 90,
  summary: '開会全体会議：都市をつなぐ信頼',
  status: 'CONFIRMED',
  organizer: { name: 'AIWS Forum', email: 'forum@meridian.example' },
};
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    'Somebody',
    'a\r\nATTENDEE:mailto:evil@x.org\r\n',
    'ಬೆಂಗಳೂರು ಪ್ರತಿನಿಧಿ',
    'DTSTAMP:19700101T000001Z',
  ),
);
const stamps = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('An open invitation', () => {
  it('with its lines filled in is the calendar that is written in one go', () => {
    const methods = fc.constantFrom('REQUEST' as const, 'CANCEL' as const);
    fc.assert(
      fc.property(methods, texts, texts, stamps, (method, summary, name, stamp) => {
        const told = {
          ...event,
          summary,
          description: summary,
          ...(method === 'CANCEL' ? { status: 'CANCELLED' as const } : { alarmMinutesBefore: [10] }),
        };
        const attendee = { name, email: 'delegate@boston.example', status: 'ACCEPTED' as const };
        const lines = { attendee: attendeeLine(attendee), stamp: stampLine(stamp) };
        const filled = openInvitation({ method, event: told })
          .map((piece) => (typeof piece === 'string' ? piece : lines[piece.line]))
          .join('');
        expect(filled).toBe(calendar({ method, events: [{ ...told, attendee, stamp }] }));
      }),
      { numRuns: 60 },
    );
  });
});
