import { POLL_ANSWERS, textIn, type PollInvitation } from '#contracts';
import { describeLocal, localDate } from '#time';
import { html, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { pollWords, type PollWords } from './poll.words.js';

const MINUTE = 60_000;
/** Five notes of this length in any script fit into a form. */
const LONGEST_NOTE = 80;

export type PollPageState = 'asking' | 'saved' | 'nothing-chosen' | 'closed';

export interface PollPage {
  token: string;
  invitation: PollInvitation;
  /** Of the asked city. */
  cityName: string;
  /** The reader's, the preferred first. */
  languages: readonly string[];
  state: PollPageState;
}

/** A city's page of a poll: every candidate on its own clock, and one button. */
export function pollPage(page: PollPage): string {
  const { token, invitation, cityName, languages, state } = page;
  const title = textIn(invitation.title, ...languages);
  const isOpen = state !== 'closed';
  const spoken = pollWords(languages);
  const { words } = spoken;
  return pollLayout(
    `${title} · ${cityName}`,
    spoken.language,
    html`<h1>${headingOf(page, words)}</h1>
      <p class="poll-session">
        <strong>${title}</strong> <span class="quiet">${words.minutes(invitation.durationMinutes)}</span>
      </p>
      ${messageOf(page, spoken)} ${invitation.note && html`<p class="poll-note">${invitation.note}</p>`}
      <form method="post" action="/poll/${encodeURIComponent(token)}">
        ${invitation.candidates.map((candidate) => candidateField(page, candidate, spoken))}
        ${isOpen && html`<button type="submit" class="poll-button">${words.send}</button>`}
      </form>
      ${isOpen && html`<p class="quiet small">${words.personal(cityName)}</p>`}`,
  );
}

/** For a link that is none of ours; it says nothing about any poll. */
export function invalidPollPage(languages: readonly string[]): string {
  const { language, words } = pollWords(languages);
  return pollLayout(
    words.invalid,
    language,
    html`<h1>${words.invalid}</h1>
      <p>${words.invalidMeans}</p>
      <p><a href="/">${words.schedule}</a></p>`,
  );
}

function pollLayout(title: string, language: string, content: Html): string {
  return layout({
    title: `${title} · Meridian`,
    language,
    style: 'poll.css',
    isPlain: true,
    main: html`<section class="poll">${content}</section>`,
  });
}

interface Spoken {
  language: string;
  words: PollWords;
}

function headingOf({ state, invitation, cityName }: PollPage, words: PollWords): string {
  if (state !== 'closed') return words.suits(cityName);
  return invitation.status === 'withdrawn' ? words.withdrawn : words.answersIn;
}

function messageOf(
  { invitation: { respondBy, zone, status, candidates }, state, cityName }: PollPage,
  { language, words }: Spoken,
): Html {
  const until = describeLocal(respondBy, zone, language);
  switch (state) {
    case 'saved': {
      const left = candidates.filter(({ answer }) => answer === null).length;
      return html`<p class="poll-saved" role="status">
        <strong>${words.saved(cityName)}</strong>
        ${left > 0 ? words.left(left) : ''} ${words.changeable(until.dateTime)}
      </p>`;
    }
    case 'nothing-chosen':
      return html`<p class="poll-alert" role="alert">${words.nothingChosen}</p>`;
    case 'closed':
      return html`<p class="poll-alert" role="status">
        ${
          status === 'withdrawn'
            ? words.withdrawnMeans
            : html`${status === 'picked' ? words.picked : words.closed} ${words.youWillHear}`
        }
      </p>`;
    case 'asking':
      return html`<p>
        ${words.answerBy} <time datetime="${respondBy}"><strong>${until.dateTime}</strong></time>
        <span class="quiet">(${until.zoneName})</span>
      </p>`;
  }
}

function candidateField(
  { invitation, cityName, state }: PollPage,
  candidate: PollInvitation['candidates'][number],
  { language, words }: Spoken,
): Html {
  const isOpen = state !== 'closed';
  const { number, start, localTime, note } = candidate;
  const { zone, chosen, durationMinutes } = invitation;
  const own = describeLocal(start.instant, zone, language);
  const end = describeLocal(Date.parse(start.instant) + durationMinutes * MINUTE, zone, language);
  const host = describeLocal(start.instant, start.zone, language);
  const isHostsDay = localDate(start.instant, zone) === localDate(start.instant, start.zone);
  const preselected = state === 'asking' && chosen?.candidate === number ? chosen.answer : null;
  const selected = preselected ?? candidate.answer;
  return html`<fieldset class="poll-candidate${preselected !== null && ' poll-chosen'}">
    <legend>
      <span class="poll-day">${own.longDate}</span>
      <span class="poll-time"><time datetime="${start.instant}">${own.time}–${end.time}</time></span>
    </legend>
    <p class="quiet small">
      ${
        start.zone === zone
          ? own.zoneName
          : `${isHostsDay ? host.time : words.onDay(host.time, host.weekday)}, ${host.zoneName}`
      }
      · ${localTime.burden === 0 ? words.withinDay(cityName) : words.unsocial(localTime.burden, cityName)}
    </p>
    ${
      isOpen
        ? html`<div class="poll-answers">
              ${POLL_ANSWERS.map(
                (answer) =>
                  html`<label class="poll-answer poll-${answer}">
                    <input
                      type="radio"
                      name="answer-${number}"
                      value="${answer}"
                      ${selected === answer && html`checked`}
                    />
                    <span>${words.answers[answer]}</span>
                  </label>`,
              )}
            </div>
            <label class="poll-comment">
              <span class="quiet small">${words.note}</span>
              <input type="text" name="note-${number}" maxlength="${LONGEST_NOTE}" value="${note ?? ''}" />
            </label>`
        : html`<p>
            ${candidate.answer ? words.answers[candidate.answer] : words.noAnswer}${note && html`: ${note}`}
          </p>`
    }
  </fieldset>`;
}
