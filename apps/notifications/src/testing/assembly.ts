import type { Partner } from '#contracts';
import { formatInstant, localTime } from '#time';
import type { Cities } from '../matters/matter.js';
import type { LanguageName } from '../notices/languages/languages.js';
import type { Subject } from '../notices/session-page.js';
import { CityCopy } from '../programme/city-copy.entity.js';
import { EventCopy } from '../programme/event-copy.entity.js';
import { SessionCopy } from '../programme/session-copy.entity.js';

/** Who reads the examples, in each language. */
export const READERS: Record<LanguageName, { name: string; zone: string; city: string }> = {
  en: { name: 'Delegate, Boston', zone: 'America/New_York', city: 'boston' },
  vi: { name: 'Đại biểu Nha Trang', zone: 'Asia/Ho_Chi_Minh', city: 'nha-trang' },
  ja: { name: '東京代表', zone: 'Asia/Tokyo', city: 'tokyo' },
  it: { name: 'Delegata di Roma', zone: 'Europe/Rome', city: 'rome' },
  kn: { name: 'ಬೆಂಗಳೂರು ಪ್ರತಿನಿಧಿ', zone: 'Asia/Kolkata', city: 'bengaluru' },
};

export const CITIES: Cities = new Map(
  (
    [
      ['boston', 'Boston', 'America/New_York'],
      ['nha-trang', 'Nha Trang', 'Asia/Ho_Chi_Minh'],
      ['washington-dc', 'Washington DC', 'America/New_York'],
      ['tokyo', 'Tokyo', 'Asia/Tokyo'],
      ['bengaluru', 'Bengaluru', 'Asia/Kolkata'],
      ['rome', 'Rome', 'Europe/Rome'],
    ] as const
  ).map(([slug, name, zone]) => [slug, Object.assign(new CityCopy(), { slug, name, zone, version: 1 })]),
);
const HOST = CITIES.get('washington-dc')!;

export const startAt = (instant: string) => {
  const { local, offset } = localTime(instant, HOST.zone);
  return { local, zone: HOST.zone, offset, instant: formatInstant(instant), tzdb: '2026f' };
};
export const START = startAt('2027-09-16T12:00:00Z');
export const TITLE = {
  en: 'Opening plenary: trust across cities',
  vi: 'Phiên khai mạc: niềm tin giữa các thành phố',
  ja: '開会全体会議：都市をつなぐ信頼',
  it: 'Plenaria di apertura: la fiducia tra le città',
  kn: 'ಉದ್ಘಾಟನಾ ಗೋಷ್ಠಿ: ನಗರಗಳ ನಡುವಿನ ವಿಶ್ವಾಸ',
};
export const PANEL = {
  en: 'Panel: light, water, city',
  vi: 'Tọa đàm: ánh sáng, nước, thành phố',
  ja: 'パネル：光、水、都市',
  it: 'Tavola rotonda: luce, acqua, città',
  kn: 'ಚರ್ಚಾಗೋಷ್ಠಿ: ಬೆಳಕು, ನೀರು, ನಗರ',
};
export const EVENT_TITLE = {
  en: 'Washington Assembly',
  vi: 'Hội nghị Washington',
  ja: 'ワシントン総会',
  it: 'Assemblea di Washington',
  kn: 'ವಾಷಿಂಗ್ಟನ್ ಸಮ್ಮೇಳನ',
};

export const partner = (city: string, status: Partner['status']): Partner => ({
  id: `partner-${city}`,
  eventId: 'event',
  city,
  modes: ['input', 'delegation', 'online'],
  status,
  respondBy: '2027-08-20T16:00:00Z',
  note: null,
});
export const EVENT = Object.assign(new EventCopy(), {
  id: 'event',
  title: EVENT_TITLE,
  hostCity: 'washington-dc',
  programmeId: 'programme',
  startsOn: '2027-09-16',
  endsOn: '2027-09-18',
  isPublished: true,
  partners: [partner('boston', 'accepted'), partner('tokyo', 'tentative')],
  version: 1,
});
export const SESSION = Object.assign(new SessionCopy(), {
  id: 'session',
  programmeId: 'programme',
  eventId: 'event',
  title: TITLE,
  status: 'scheduled',
  start: START,
  durationMinutes: 90,
  placeName: 'Great Hall',
  ownCity: 'washington-dc',
  speakers: ['speaker'],
  cities: ['washington-dc', 'boston', 'tokyo'],
  previousStart: new Date('2027-09-16T14:00:00Z'),
  previousEnd: new Date('2027-09-16T15:30:00Z'),
  live: null,
  delay: null,
  recordingUrl: null,
  sequence: 2,
  timeVersion: 2,
  version: 4,
});
export const SUBJECT: Subject = { session: SESSION, event: EVENT, city: HOST };
