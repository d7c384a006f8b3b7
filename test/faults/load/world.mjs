/** Zones without clock changes, so that a day before is 24 hours before and the checks need no library of the product. */
export const CITIES = [
  {
    slug: 'nha-trang',
    name: 'Nha Trang',
    country: 'VN',
    zone: 'Asia/Ho_Chi_Minh',
    languages: ['vi', 'en'],
    latitude: 12.2,
    longitude: 109.2,
  },
  {
    slug: 'tokyo',
    name: 'Tokyo',
    country: 'JP',
    zone: 'Asia/Tokyo',
    languages: ['ja', 'en'],
    latitude: 35.7,
    longitude: 139.7,
  },
  {
    slug: 'bengaluru',
    name: 'Bengaluru',
    country: 'IN',
    zone: 'Asia/Kolkata',
    languages: ['en'],
    latitude: 13,
    longitude: 77.6,
  },
];
/** ISO 8601 rule → milliseconds before the start. */
export const RULES = { P1D: 86_400_000, PT1H: 3_600_000 };
export const DURATION_MINUTES = 60;
const HOUR_MS = 3_600_000;
export const CLUSTER_MS = 6 * HOUR_MS;
/** Asia/Ho_Chi_Minh, all year. */
const HOST_OFFSET_MS = 7 * HOUR_MS;

/**
 * What the load works on: a programme with an event, people of three cities, and the sessions and slots that exist so
 * far, as its writers know them.
 */
export class World {
  people = [];
  /** @type {{ id: string, title: string, startsAt: number, slots: string[], isCancelled: boolean }[]} */
  sessions = [];
  /**
   * Seats that were given or waited for, and were not given back.
   * `waits`: when last heard of.
   * @type {{ id: string, token: string, personId: string, slotId: string, waits: boolean }[]}
   */
  seats = [];
  /** Slots that offer what becomes free. @type {Set<string>} */
  offeringSlots = new Set();
  /** Offers that were seen, and until when. @type {{ seat: object, until: number }[]} */
  offers = [];
  /** Seats asked for by people without a login. @type {{ email: string, slotId: string, until: number }[]} */
  holds = [];
  visitors = 0;
  /** Places of delegations. @type {{ blockId: string, place: number, slotId: string }[]} */
  places = [];
  #titles = 0;

  /** @param {Awaited<ReturnType<typeof import('../cast/mail-server.mjs').startMailServers>>} mail */
  constructor(client, admin, random, mail) {
    this.client = client;
    this.admin = admin;
    this.random = random;
    this.mail = mail;
  }

  static async make(client, admin, random, { mail, people, sessions }) {
    const world = new World(client, admin, random, mail);
    for (const city of CITIES) await client.must(admin, 'POST', '/v1/cities', city);
    const programme = await client.must(admin, 'POST', '/v1/programmes', {
      slug: 'harbour-cities',
      title: 'Harbour cities',
      cities: CITIES.map(({ slug }) => slug),
      reminderRules: Object.keys(RULES),
    });
    world.programmeId = programme.id;
    const event = await client.must(admin, 'POST', `/v1/programmes/${programme.id}/events`, {
      slug: 'week',
      title: 'Harbour week',
      hostCity: 'nha-trang',
      startsOn: '2030-01-01',
      endsOn: '2030-12-31',
    });
    world.eventId = event.id;
    await client.must(admin, 'PATCH', `/v1/events/${event.id}`, { status: 'published' });
    await world.readClock();
    await Promise.all(Array.from({ length: people }, () => world.addPerson()));
    for (let count = 0; count < sessions; count += 1) await world.addSession();
    await world.release();
    return world;
  }

  /** The services' time, which the load moves. */
  async readClock(forward = 'PT0S') {
    const { status, reply } = await this.client.send({
      method: 'POST',
      path: '/v1/demo/clock',
      body: { forward },
      token: this.admin,
    });
    if (status === 200) this.leadMs = reply.offsetMs;
    return status === 200 ? Date.parse(reply.now) : null;
  }

  get now() {
    return Date.now() + this.leadMs;
  }

  /** Sessions of which seats can still be asked for. */
  openSessions() {
    return this.sessions.filter(
      ({ isCancelled, slots, startsAt }) => !isCancelled && slots.length > 0 && startsAt > this.now,
    );
  }

  /** A slot of any of them. */
  pickSlot(random) {
    return random.pick(this.openSessions().flatMap(({ slots }) => slots));
  }

  async addPerson() {
    const number = this.people.length + 1;
    // Reserved before the answer: no two writers may choose the same address.
    const person = { id: null, token: null };
    this.people.push(person);
    const city = this.random.chance(0.85) ? this.random.pick(CITIES).slug : undefined;
    const body = {
      email: `guest-${number}@harbour.example`,
      name: `Guest ${number}`,
      language: 'en',
      ...(city && { city }),
    };
    const write = await this.client.write('register', this.admin, 'POST', '/v1/participants', body, {
      email: body.email,
    });
    if (write.status === 201) Object.assign(person, { id: write.reply?.id, token: write.reply?.token });
  }

  /** @param {{ startsAt?: number, capacity?: number }} [wanted] otherwise by chance */
  async addSession(wanted = {}) {
    const title = `Session ${(this.#titles += 1)}`;
    // In clusters, so that one step of the clock at the end reaches many reminders.
    const cluster = Math.ceil(this.now / CLUSTER_MS) + this.random.between(5, 9);
    const startsAt = wanted.startsAt ?? cluster * CLUSTER_MS + this.random.between(0, 20) * 60_000;
    const body = {
      title,
      durationMinutes: DURATION_MINUTES,
      start: startOf(startsAt),
      parts: { 'nha-trang': 'required' },
    };
    const write = await this.client.write(
      'session',
      this.admin,
      'POST',
      `/v1/events/${this.eventId}/sessions`,
      body,
      { title },
    );
    if (!write.reply?.id || write.outcome !== 'acknowledged') return null;
    const session = { id: write.reply.id, title, startsAt, slots: [], isCancelled: false };
    const capacity = wanted.capacity ?? this.random.between(3, 9);
    const allocations = this.random.chance(0.5) ? { tokyo: 1, bengaluru: 1 } : {};
    // Allocations fall to the pool at once, while the load runs, or never within the run.
    const keptUntil = new Date(this.now + this.random.pick([0, 3, 9, 400]) * HOUR_MS).toISOString();
    const isOffering = this.random.chance(0.6);
    const slot = await this.client.write('slot', this.admin, 'POST', `/v1/sessions/${session.id}/slots`, {
      mode: 'online',
      capacity,
      allocations,
      keptUntil,
      // The clock of the load moves by two hours: some offers are accepted, some expire.
      ...(isOffering && { offerPolicy: { mode: 'offer', holdHours: this.random.pick([1, 3]) } }),
    });
    if (slot.outcome === 'acknowledged' && slot.reply) session.slots.push(slot.reply.id);
    if (isOffering && slot.reply) this.offeringSlots.add(slot.reply.id);
    this.sessions.push(session);
    return session;
  }

  release() {
    return this.client.write('release', this.admin, 'POST', `/v1/events/${this.eventId}/releases`, {});
  }
}

/** A start as the API takes it, in the host's wall time. */
export function startOf(instantMs) {
  return { local: new Date(instantMs + HOST_OFFSET_MS).toISOString().slice(0, 19), zone: 'Asia/Ho_Chi_Minh' };
}
