import { POLL_ANSWERS, textIn, type PollAnswer, type PollInvitation } from '#contracts';
import { describeLocal, localDate } from '#time';
import { html, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';

const MINUTE = 60_000;
/** Five notes of this length in any script fit into a form. */
const LONGEST_NOTE = 80;

export type PollPageState = 'asking' | 'saved' | 'nothing-chosen' | 'closed';

export interface PollPage {
  token: string;
  invitation: PollInvitation;
  /** Of the asked city. */
  cityName: string;
  /** The reader's, the preferred first; the title is told in it. */
  languages: readonly string[];
  state: PollPageState;
}

const LABELS: Record<PollAnswer, string> = { good: 'Good', possible: 'Possible', cannot: 'Cannot' };

/** A city's page of a poll: every candidate on its own clock, and one button. */
export function pollPage(page: PollPage): string {
  const { token, invitation, cityName, languages, state } = page;
  const title = textIn(invitation.title, ...languages);
  const isOpen = state !== 'closed';
  return pollLayout(
    `${title} · ${cityName}`,
    html`<h1>${isOpen ? `When suits ${cityName}?` : 'The answers are in'}</h1>
      <p class="poll-session"><strong>${title}</strong> <span class="quiet">${duration(invitation)}</span></p>
      ${messageOf(page)} ${invitation.note && html`<p class="poll-note">${invitation.note}</p>`}
      <form method="post" action="/poll/${encodeURIComponent(token)}">
        ${invitation.candidates.map((candidate) => candidateField(page, candidate, isOpen))}
        ${isOpen && html`<button type="submit" class="poll-button">Send our answers</button>`}
      </form>
      ${
        isOpen &&
        html`<p class="quiet small">
          You answer for ${cityName}. Whoever has this link can do so: please don’t pass it on.
        </p>`
      }`,
  );
}

/** For a link that is none of ours; it says nothing about any poll. */
export function invalidPollPage(): string {
  return pollLayout(
    'This link does not work',
    html`<h1>This link does not work</h1>
      <p>It is incomplete, or it was never given out. Open the link in your mail once more.</p>
      <p><a href="/">To the schedule</a></p>`,
  );
}

function pollLayout(title: string, content: Html): string {
  return layout({
    title: `${title} · Meridian`,
    style: 'poll.css',
    isPlain: true,
    main: html`<section class="poll">${content}</section>`,
  });
}

function messageOf({ invitation: { respondBy, zone, status, candidates }, state, cityName }: PollPage): Html {
  const until = describeLocal(respondBy, zone, 'en');
  const deadline = `${until.weekday}, ${until.date}, ${until.time}`;
  switch (state) {
    case 'saved': {
      const left = candidates.filter(({ answer }) => answer === null).length;
      return html`<p class="poll-saved" role="status">
        <strong>Thank you, ${cityName}’s answers are saved.</strong>
        ${left > 0 ? `${left} of the times ${left === 1 ? 'has' : 'have'} no answer yet.` : ''} You can change
        them until ${deadline}.
      </p>`;
    }
    case 'nothing-chosen':
      return html`<p class="poll-alert" role="alert">
        Please choose an answer for at least one of the times.
      </p>`;
    case 'closed':
      return html`<p class="poll-alert" role="status">
        ${status === 'picked' ? 'A time has been chosen.' : 'Answers are no longer taken.'} You will hear when
        the schedule is published.
      </p>`;
    case 'asking':
      return html`<p>
        Please answer by <time datetime="${respondBy}"><strong>${deadline}</strong></time>
        <span class="quiet">(${until.zoneName})</span>.
      </p>`;
  }
}

function candidateField(
  { invitation, cityName, state }: PollPage,
  candidate: PollInvitation['candidates'][number],
  isOpen: boolean,
): Html {
  const { number, start, localTime, note } = candidate;
  const { zone, chosen, durationMinutes } = invitation;
  const own = describeLocal(start.instant, zone, 'en');
  const end = describeLocal(Date.parse(start.instant) + durationMinutes * MINUTE, zone, 'en');
  const host = describeLocal(start.instant, start.zone, 'en');
  const isHostsDay = localDate(start.instant, zone) === localDate(start.instant, start.zone);
  const preselected = state === 'asking' && chosen?.candidate === number ? chosen.answer : null;
  const selected = preselected ?? candidate.answer;
  return html`<fieldset class="poll-candidate${preselected !== null && ' poll-chosen'}">
    <legend>
      <span class="poll-day">${own.weekday}, ${own.date}</span>
      <span class="poll-time"><time datetime="${start.instant}">${own.time}–${end.time}</time></span>
    </legend>
    <p class="quiet small">
      ${
        start.zone === zone
          ? own.zoneName
          : `${host.time}${isHostsDay ? '' : ` on ${host.weekday}`}, ${host.zoneName}`
      }
      · ${burdenText(localTime.burden, cityName)}
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
                    <span>${LABELS[answer]}</span>
                  </label>`,
              )}
            </div>
            <label class="poll-comment">
              <span class="quiet small">Note, if you like</span>
              <input type="text" name="note-${number}" maxlength="${LONGEST_NOTE}" value="${note ?? ''}" />
            </label>`
        : html`<p>${candidate.answer ? LABELS[candidate.answer] : 'No answer'}${note && html`: ${note}`}</p>`
    }
  </fieldset>`;
}

function burdenText(hours: number, cityName: string): string {
  if (hours === 0) return `within the day of ${cityName}`;
  return `${hours} unsocial ${hours === 1 ? 'hour' : 'hours'} for ${cityName}`;
}

function duration({ durationMinutes }: PollInvitation): string {
  return `${durationMinutes} minutes`;
}
