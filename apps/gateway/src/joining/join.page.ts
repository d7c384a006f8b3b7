import { textIn, type JoinLink, type Live, type Session } from '#contracts';
import { describeLocal } from '#time';
import { html, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { joinWords, type JoinWords } from './join.words.js';

const MINUTE = 60_000;

/** What a join page shows. */
export interface JoinPage {
  token: string;
  link: JoinLink;
  session: Session;
  /** The name of the place's city; null without a place. */
  placeName: string | null;
  /** Another device is in: only “continue here” is offered. */
  isElsewhere: boolean;
  /** The reader's languages, the preferred first. */
  languages: string[];
}

/** The personal page of a seat: what, when for its reader, and one button while it is open. */
export function joinPage(page: JoinPage): string {
  const { link, session, languages } = page;
  const { language, words } = joinWords(languages);
  const title = textIn(session.title, ...languages);
  return joinLayout(
    title,
    language,
    html`<h1>${title}</h1>
      ${session.start && timeOf(page, language, words)} ${liveOf(session.live, words)}
      ${actionOf(page, language, words)}
      ${link.joinedAt && !page.isElsewhere && html`<p class="quiet">${words.checkedIn}</p>`}
      ${isUsable(link) && html`<p class="quiet small">${words.personal}</p>`}`,
  );
}

/** For a link that is not ours, or no longer. */
export function invalidLinkPage(languages: string[]): string {
  const { language, words } = joinWords(languages);
  return joinLayout(
    words.invalid,
    language,
    html`<h1>${words.invalid}</h1>
      <p>${words.invalidMeans}</p>
      <p><a href="/">${words.schedule}</a></p>`,
  );
}

function joinLayout(title: string, language: string, content: Html): string {
  return layout({
    title: `${title} · Meridian`,
    language,
    style: 'join.css',
    isPlain: true,
    main: html`<section class="join">${content}</section>`,
  });
}

function isUsable({ state }: JoinLink): boolean {
  return state === 'open' || state === 'early' || state === 'waiting';
}

/** The reader's time large, the host's beside it where it differs. */
function timeOf({ link, session, placeName }: JoinPage, language: string, words: JoinWords): Html {
  const start = session.start!;
  const own = describeLocal(start.instant, link.zone, language);
  const end = describeLocal(
    Date.parse(start.instant) + session.durationMinutes * MINUTE,
    link.zone,
    language,
  );
  const host = describeLocal(start.instant, start.zone, language);
  const isHostTime = own.time === host.time && own.date === host.date;
  const hostDay = own.date === host.date ? '' : ` (${host.weekday}, ${host.date})`;
  return html`<div class="join-when">
    <p class="quiet">${words.yourTime}</p>
    <p class="join-time"><time datetime="${start.instant}">${own.time}–${end.time}</time></p>
    <p>${own.weekday}, ${own.date}<br /><span class="quiet">${own.zoneName}</span></p>
    ${!isHostTime && html`<p class="quiet">${words.inPlace(host.time, placeName ?? host.zoneName)}${hostDay}</p>`}
  </div>`;
}

function liveOf(live: Live | null, words: JoinWords): Html | null {
  if (!live || (live.state === 'on-time' && !live.message)) return null;
  const { state, message, delayMinutes } = live;
  return html`<div class="${state === 'on-time' ? 'join-live' : 'join-live warning'}" role="status">
    <p><strong>${words.live[state]}</strong>${delayMinutes && html`: ${words.late(delayMinutes)}`}</p>
    ${message && html`<p>${message}</p>`}
  </div>`;
}

function actionOf({ token, link, session, isElsewhere }: JoinPage, language: string, words: JoinWords): Html {
  const said: Record<Exclude<JoinLink['state'], 'open' | 'early'>, string> = {
    over: words.over,
    unplaced: words.unplaced,
    waiting: words.waiting,
    'seat-gone': words.seatGone,
    'session-cancelled': words.sessionCancelled,
  };
  if (link.state === 'open') {
    if (!isElsewhere) return button(token, words.join);
    return html`<p><strong>${words.elsewhere}</strong></p>
      <p>${words.elsewhereMeans}</p>
      ${button(token, words.continueHere, true)}`;
  }
  if (link.state === 'early') {
    const { weekday, date, time, zoneName } = describeLocal(link.opensAt!, link.zone, language);
    return html`<p>
      <strong>${words.opens(`${weekday}, ${date}, ${time} (${zoneName})`)}</strong> ${words.keepLink}
    </p>`;
  }
  return html`<p><strong>${said[link.state]}</strong></p>
    ${
      link.state === 'over' &&
      session.recordingUrl &&
      html`<p><a href="${session.recordingUrl}">${words.recording}</a></p>`
    }
    ${link.state !== 'waiting' && html`<p><a href="/">${words.schedule}</a></p>`}`;
}

/** Its address is the page's own: the token stands in the page nowhere else. */
function button(token: string, label: string, takeOver = false): Html {
  return html`<form method="post" action="/j/${encodeURIComponent(token)}">
    ${takeOver && html`<input type="hidden" name="continue" value="1" />`}
    <button type="submit" class="join-button">${label}</button>
  </form>`;
}
