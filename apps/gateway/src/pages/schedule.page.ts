import { textIn, type City, type Programme, type Text } from '#contracts';
import { TZDB_VERSION } from '#time';
import { html, type Html } from './html.js';
import { layout } from './layout.js';
import { sessionItem } from './session.item.js';
import type { Schedule, ScheduledEvent, ScheduledSession } from './schedule.service.js';
import { dayOf, formatDays } from './times.js';

export interface SchedulePage {
  schedule: Schedule;
  /** All that are published, to choose from. */
  programmes: Programme[];
  /** The reader's; without it each session stands in its host's time. */
  zone: string | undefined;
  /** What was asked for, when our tzdb does not have it. */
  unknownZone: string | undefined;
  languages: string[];
}

/** What the parts of the page know of their reader and their programme. */
export interface Reading {
  zone: string | undefined;
  cityName: (slug: string) => string;
  say: (text: Text) => string;
}

export function schedulePage({ schedule, programmes, zone, unknownZone, languages }: SchedulePage): string {
  const { programme, cities, events } = schedule;
  const names = new Map(cities.map((city) => [city.slug, city.name]));
  const reading: Reading = {
    zone,
    cityName: (slug) => names.get(slug) ?? slug,
    say: (text) => textIn(text, ...languages),
  };
  const title = reading.say(programme.title);
  return layout({
    title: `${title} · Meridian`,
    script: 'zone.js',
    header: zoneForm(cities, zone, programmes.length > 1 ? programme.slug : undefined),
    main: html`
      ${programmes.length > 1 && programmeLinks(programmes, programme, reading)}
      <section class="programme">
        <h1>${title}</h1>
        ${programme.description && html`<p class="lead">${reading.say(programme.description)}</p>`}
        <p class="quiet">${cities.map(({ name }) => name).join(' · ')}</p>
        ${unknownZone && html`<p class="warning">Unknown time zone “${unknownZone}”: times are the hosts’.</p>`}
        <p class="actions">
          <a href="/v1/programmes/${programme.slug}/calendar.ics">Calendar of the programme (.ics)</a>
        </p>
      </section>
      ${events.map((event) => eventSection(event, reading))}
      <p class="quiet small">
        ${zone ? html`Times in ${zone}.` : 'Times in each host city’s zone.'} Time zone database
        ${TZDB_VERSION}.
      </p>
    `,
  });
}

export function emptyPage(): string {
  return layout({
    title: 'Meridian',
    main: html`<section class="note">
      <h1>Nothing is published yet</h1>
      <p>As soon as an organizer publishes a programme, its schedule stands here, in your time.</p>
      <p><a href="/docs">How to make one with the API</a></p>
    </section>`,
  });
}

function zoneForm(cities: City[], zone: string | undefined, programme: string | undefined): Html {
  const isCityZone = cities.some((city) => city.zone === zone);
  return html`<form class="zone" method="get" action="/">
    ${programme && html`<input type="hidden" name="programme" value="${programme}" />`}
    <label for="zone">Times in</label>
    <select id="zone" name="zone">
      <option value="">each host city’s zone</option>
      ${zone && !isCityZone && html`<option value="${zone}" selected>${zone}</option>`}
      ${citiesByZone(cities).map(
        ([name, where]) =>
          html`<option value="${name}" ${name === zone && 'selected'}>${where.join(', ')} (${name})</option>`,
      )}
    </select>
    <button type="submit">Show</button>
  </form>`;
}

/** Cities of one zone are one choice. */
function citiesByZone(cities: City[]): [zone: string, names: string[]][] {
  const zones = new Map<string, string[]>();
  for (const { zone, name } of cities) zones.set(zone, [...(zones.get(zone) ?? []), name]);
  return [...zones];
}

function programmeLinks(programmes: Programme[], current: Programme, { zone, say }: Reading): Html {
  const query = (slug: string) => new URLSearchParams({ programme: slug, ...(zone && { zone }) }).toString();
  return html`<nav aria-label="Programmes">
    ${programmes.map(
      ({ slug, title }) =>
        html`<a href="/?${query(slug)}" ${slug === current.slug && 'aria-current=page'}>${say(title)}</a> `,
    )}
  </nav>`;
}

function eventSection({ event, sessions }: ScheduledEvent, reading: Reading): Html {
  const partners = event.partners.filter(({ status }) => status === 'accepted');
  return html`<section class="event" id="event-${event.id}">
    <header>
      <h2>${reading.say(event.title)}</h2>
      <p class="quiet">
        ${reading.cityName(event.hostCity)} · ${formatDays(event.startsOn, event.endsOn)}
        ${event.status === 'cancelled' && html`<strong class="cancelled">Cancelled</strong>`}
      </p>
      ${
        partners.length > 0 &&
        html`<p class="quiet">
          Taking part: ${partners.map(({ city }) => reading.cityName(city)).join(', ')}
        </p>`
      }
      <p class="actions"><a href="/v1/events/${event.id}/calendar.ics">Calendar of this event (.ics)</a></p>
    </header>
    ${sessions.length === 0 && html`<p class="quiet">The schedule is not published yet.</p>`}
    ${sessionsByDay(sessions, reading.zone).map(
      ([day, ofDay]) =>
        html`<h3>${day}</h3>
          <ol class="sessions">
            ${ofDay.map((session) => sessionItem(session, reading))}
          </ol>`,
    )}
  </section>`;
}

function sessionsByDay(
  sessions: ScheduledSession[],
  zone: string | undefined,
): [string, ScheduledSession[]][] {
  const days = new Map<string, ScheduledSession[]>();
  for (const scheduled of sessions) {
    const day = dayOf(scheduled.session, zone);
    days.set(day, [...(days.get(day) ?? []), scheduled]);
  }
  return [...days];
}
