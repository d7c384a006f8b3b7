import type { LocalTime, Session, Slot } from '#contracts';
import { html, type Html } from './html.js';
import type { Reading } from './schedule.page.js';
import type { ScheduledSession } from './schedule.service.js';
import { clock, dayShiftText, shownTime } from './times.js';

/** Weight per hour from which a time is called unsocial: before 07:00 and after 22:00 by default (DESIGN section 8). */
const UNSOCIAL_WEIGHT = 4;
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
      ${speakers.length > 0 && html`<p class="quiet">${speakers.map(({ name }) => name).join(' · ')}</p>`}
      ${!isCancelled && slots.length > 0 && html`<p class="seats">${slots.map(seats)}</p>`}
      ${session.localTimes.length > 0 && localTimes(session, reading)}
    </div>
  </li>`;
}

function timeOf(session: Session, { zone, cityName }: Reading): Html {
  const time = shownTime(session, zone);
  const host = shownTime(session, undefined);
  if (!time || !host || !session.start) return html`<p class="when quiet">Time to be announced</p>`;
  const shift = dayShiftText(time.dayShift);
  const where = session.place ? `in ${cityName(session.place.city)}` : host.zoneName;
  const isHostTime = time.from === host.from && !shift;
  return html`<p class="when">
    <time datetime="${session.start.instant}">${time.from}–${time.to}</time>
    <span class="quiet">${isHostTime ? host.zoneName : `${host.from} ${where}`}</span>
    ${shift && html`<span class="shift" title="Your date, compared with the host city’s">${shift}</span>`}
  </p>`;
}

function localTimes({ localTimes: times, durationMinutes }: Session, { cityName }: Reading): Html {
  const isUnsocial = ({ burden }: LocalTime) => burden >= (UNSOCIAL_WEIGHT * durationMinutes) / 60;
  return html`<details>
    <summary>In ${times.length === 1 ? 'one city' : `${times.length} cities`}</summary>
    <ul class="cities">
      ${times.map(
        (time) =>
          html`<li>
            <span>${cityName(time.city)}</span>
            <span
              >${clock(time.local)}
              ${time.dayShift !== 0 && html`<span class="shift">${dayShiftText(time.dayShift)}</span>`}</span
            >
            ${isUnsocial(time) && html`<span class="unsocial">unsocial hour</span>`}
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
