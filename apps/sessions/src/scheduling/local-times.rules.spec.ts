import { describe, expect, it } from '@jest/globals';
import { checkZones, localTimesOf, zoneTimesOf } from './local-times.rules.js';
import { resolveStart } from './start.rules.js';

const boston = { slug: 'boston', zone: 'America/New_York', comfort: null };
const tokyo = { slug: 'tokyo', zone: 'Asia/Tokyo', comfort: null };
const start = resolveStart({ local: '2027-06-10T19:00', zone: 'America/New_York' });
const ceremony = { start, durationMinutes: 60, purpose: 'evening' as const, ownCity: 'boston' };

describe('local times', () => {
  it('count days from the date at the session’s own zone', () => {
    expect(localTimesOf(ceremony, [tokyo])).toEqual([
      {
        city: 'tokyo',
        zone: 'Asia/Tokyo',
        local: '2027-06-11T08:00:00',
        offset: '+09:00',
        dayShift: 1,
        burden: 1,
      },
    ]);
    expect(zoneTimesOf(ceremony, ['Pacific/Honolulu'])).toEqual([
      { zone: 'Pacific/Honolulu', local: '2027-06-10T13:00:00', offset: '-10:00', dayShift: 0 },
    ]);
  });

  it('weigh an evening by its purpose in the own city only', () => {
    expect(localTimesOf(ceremony, [boston])[0]!.burden).toBe(0);
    expect(localTimesOf({ ...ceremony, ownCity: 'tokyo' }, [boston])[0]!.burden).toBe(1);
    expect(localTimesOf({ ...ceremony, purpose: 'work' }, [boston])[0]!.burden).toBe(1);
  });

  it('are none while it has no start', () => {
    expect(localTimesOf({ ...ceremony, start: null }, [boston])).toEqual([]);
    expect(zoneTimesOf({ start: null }, ['Asia/Tokyo'])).toEqual([]);
  });

  it('are refused in zones that the tzdb does not have', () => {
    expect(() => checkZones(['Asia/Kolkata', 'Asia/Ho_Chi_Minh', 'US/Eastern'])).not.toThrow();
    expect(() => checkZones(['Asia/Tokyo', 'Asia/Kyoto'])).toThrow(
      expect.objectContaining({ code: 'time.zone', errors: [expect.objectContaining({ path: 'zones[1]' })] }),
    );
  });
});
