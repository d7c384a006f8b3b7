import type { City, Event, Programme, Seat, Session, Slot } from '#contracts';

/** A small forum as its owners would tell it: Nha Trang hosts, Boston takes part. */
export const BOSTON: City = {
  slug: 'boston',
  name: 'Boston',
  country: 'US',
  zone: 'America/New_York',
  languages: ['en'],
  weekend: [6, 7],
  latitude: 42.36,
  longitude: -71.06,
  comfort: null,
  observances: [],
  version: 3,
};
export const NHA_TRANG: City = {
  ...BOSTON,
  slug: 'nha-trang',
  name: 'Nha Trang',
  country: 'VN',
  zone: 'Asia/Ho_Chi_Minh',
  languages: ['vi', 'en'],
  latitude: 12.24,
  longitude: 109.2,
};

export const FORUM: Programme = {
  id: 'forum-id',
  slug: 'forum',
  title: { en: 'The forum', vi: 'Diễn đàn' },
  description: 'Two cities, one conversation.',
  cities: ['nha-trang', 'boston'],
  movePolicy: { respondWithinHours: 168, onSilence: 'accept-if-not-worse' },
  offerPolicy: { mode: 'promote', holdHours: 12 },
  reminderRules: ['P1D'],
  published: true,
  version: 1,
};

export const FESTIVAL: Event = {
  id: 'festival-id',
  programmeId: FORUM.id,
  slug: 'sea-festival',
  title: 'Sea festival',
  hostCity: 'nha-trang',
  startsOn: '2027-06-10',
  endsOn: '2027-06-12',
  status: 'published',
  partners: [
    {
      id: 'partner-id',
      eventId: 'festival-id',
      city: 'boston',
      modes: ['online'],
      status: 'accepted',
      respondBy: '2027-05-01T00:00:00Z',
      note: null,
    },
  ],
  version: 2,
};

export const OPENING: Session = {
  id: 'opening-id',
  eventId: FESTIVAL.id,
  programmeId: FORUM.id,
  slug: 'opening',
  title: 'Opening',
  format: 'ceremony',
  purpose: 'work',
  languages: ['en', 'vi'],
  place: { id: 'hall-id', slug: 'hall', name: 'Hall 1', city: 'nha-trang', capacity: 400 },
  parts: { 'nha-trang': 'required', boston: 'invited' },
  status: 'scheduled',
  version: 4,
  sequence: 1,
  timeVersion: 1,
  release: 1,
  start: {
    local: '2027-06-10T08:00:00',
    zone: 'Asia/Ho_Chi_Minh',
    offset: '+07:00',
    instant: '2027-06-10T01:00:00Z',
    tzdb: '2026f',
  },
  durationMinutes: 60,
  window: null,
  relations: [],
  speakers: [
    { id: 'chair-id', slug: 'chair', name: 'Chair, Nha Trang', city: 'nha-trang', status: 'confirmed' },
  ],
  localTimes: [
    {
      city: 'nha-trang',
      zone: 'Asia/Ho_Chi_Minh',
      local: '2027-06-10T08:00:00',
      offset: '+07:00',
      dayShift: 0,
      burden: 0,
    },
    {
      city: 'boston',
      zone: 'America/New_York',
      local: '2027-06-09T21:00:00',
      offset: '-04:00',
      dayShift: -1,
      burden: 2,
    },
  ],
  live: null,
  recordingUrl: null,
};

export const ONLINE_SEATS: Slot = {
  id: 'slot-id',
  sessionId: OPENING.id,
  mode: 'online',
  capacity: 30,
  held: 0,
  confirmed: 12,
  waiting: 0,
  offered: 0,
  keptUntil: null,
  allocations: {},
  version: 7,
};

export const SEAT: Seat = {
  id: 'seat-id',
  slotId: ONLINE_SEATS.id,
  sessionId: OPENING.id,
  mode: 'online',
  personId: 'p-participant',
  status: 'confirmed',
  groupSize: 1,
  position: null,
  createdAt: '2027-05-01T00:00:00Z',
};

export const pageWith = <T>(...items: T[]) => ({ items, next: null });
