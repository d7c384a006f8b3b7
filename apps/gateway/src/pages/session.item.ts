import type { LocalTime, Slot } from '#contracts';
import { html, type Html } from './html.js';
import type { Reading } from './schedule.page.js';
import type { ScheduledSession } from './schedule.service.js';
import { clock, dayShiftText, shownTime } from './times.js';

/** Weighted hours from which a time is called unsocial (DESIGN section 8: an evening hour weighs 1). */
const UNSOCIAL = 2;
const MODE_NAMES = { online: 'Online', 'in-person': 'In person' };

export function sessionItem({ session, slots }: ScheduledSession, reading: Reading): Html {
  const { format, place, speakers, status } = session;
  const isCancelled = status === 'cancelled';
  return html`<li id="session-${session.id}" class="${isCancelled && 'is-cancelled'}">
    ${timeOf(session, reading)}
    <div class="what">
      <h4>${reading.say(session.title)}</h4>
      <p class="quiet">
        <span class="format">${format.replace('-', ' ')}</span>
        ${isCancelled && html`<strong class="cancelled">Cancelled</strong>`}
        ${place && html`<span>${place.name}, ${reading.cityName(place.city)}</span>`}
      </p>
      ${speakers.length > 0 && html`<p class="quiet">${speakers.map(({ name }) => name).join(', ')}</p>`}
      ${!isCancelled && slots.length > 0 && html`<p class="seats">${slots.map(seats)}</p>`}
      ${session.localTimes.length > 0 && localTimes(session.localTimes, reading)}
    </div>
  </li>`;
}

function timeOf(session: ScheduledSession['session'], { zone, cityName }: Reading): Html {
  const time = shownTime(session, zone);
  const host = shownTime(session, undefined);
  if (!time || !host || !session.start) return html`<p class="when quiet">Time to be announced</p>`;
  const shift = dayShiftText(time.dayShift);
  const where = session.place ? `in ${cityName(session.place.city)}` : host.zoneName;
  return html`<p class="when">
    <time datetime="${session.start.instant}">${time.from}–${time.to}</time>
    ${zone ? html`<span class="quiet">${host.from} ${where}</span>` : html`<span class="quiet">${host.zoneName}</span>`}
    ${shift && html`<span class="shift" title="Your date, compared with the host city’s">${shift}</span>`}
  </p>`;
}

function localTimes(times: LocalTime[], { cityName }: Reading): Html {
  return html`<details>
    <summary>In ${times.length === 1 ? 'one city' : `${times.length} cities`}</summary>
    <ul class="cities">
      ${times.map(
        ({ city, local, dayShift, burden }) =>
          html`<li>
            <span>${cityName(city)}</span>
            <span
              >${clock(local)}
              ${dayShift !== 0 && html`<span class="shift">${dayShiftText(dayShift)}</span>`}</span
            >
            ${burden >= UNSOCIAL && html`<span class="unsocial">unsocial hour</span>`}
          </li>`,
      )}
    </ul>
  </details>`;
}

function seats({ mode, capacity, held, confirmed, offered, waiting }: Slot): Html {
  const name = MODE_NAMES[mode];
  if (capacity === null) return html`<span class="open">${name}: open to all</span>`;
  const free = Math.max(0, capacity - held - confirmed - offered);
  if (free > 0) return html`<span class="open">${name}: ${free} of ${capacity} seats free</span>`;
  return html`<span class="full">${name}: full${waiting > 0 && html`, ${waiting} waiting`}</span>`;
}
