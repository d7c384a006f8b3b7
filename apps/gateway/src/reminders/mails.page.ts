import { MOST_OWN_RULES, OPTIONAL_MAILS, OWN_RULES, type OwnRule, type Preferences } from '#contracts';
import { html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { mailsWords, type MailsWords } from './mails.words.js';

/** What was done before the page was shown. */
export type MailsPageState = 'asking' | 'saved' | 'too-many';

/** A field's name in the form. */
export const ownField = (rule: OwnRule) => `own-${rule}` as const;

/**
 * The page on which a person says which mails they want, and of what else they want to be reminded: boxes, and one button.
 * @param preferences as they are, or as they were sent and could not be saved
 */
export function mailsPage(
  token: string,
  { off, reminders }: Preferences,
  { languages, state }: { languages: readonly string[]; state: MailsPageState },
): string {
  const { language, words } = mailsWords(languages);
  return layout({
    title: `${words.title} · Meridian`,
    language,
    style: 'mails.css',
    isPlain: true,
    main: html`<section class="note mails">
      <h1>${words.title}</h1>
      ${state === 'saved' && html`<p class="mails-saved" role="status">${words.saved}</p>`}
      ${state === 'too-many' && html`<p class="mails-alert" role="alert">${words.tooMany(MOST_OWN_RULES)}</p>`}
      <form method="post" action="/mails/${encodeURIComponent(token)}">
        <div class="choices">
          ${OPTIONAL_MAILS.map(
            (mail) =>
              html`<label>
                <input type="checkbox" name="${mail}" value="1" ${off.includes(mail) ? '' : html`checked`} />
                <span>${words.mails[mail]}</span>
              </label>`,
          )}
          <p class="quiet">${words.always}</p>
        </div>
        <fieldset class="own" aria-describedby="own-means">
          <legend>${words.own}</legend>
          <p class="quiet" id="own-means">${words.ownMeans(MOST_OWN_RULES)}</p>
          <p class="own-off" role="note">${words.ownOff}</p>
          <div class="own-rules">
            ${OWN_RULES.map(
              (rule) =>
                html`<input
                    type="checkbox"
                    id="${ownField(rule)}"
                    name="${ownField(rule)}"
                    value="1"
                    ${reminders.includes(rule) ? html`checked` : ''}
                  />
                  <label for="${ownField(rule)}">${before(rule, words)}</label>`,
            )}
          </div>
        </fieldset>
        <button type="submit">${words.save}</button>
      </form>
    </section>`,
  });
}

/** “3 hours before”, of an ISO 8601 duration of one unit. */
function before(rule: OwnRule, words: MailsWords): string {
  const n = Number(/\d+/.exec(rule)![0]);
  return (rule.endsWith('D') ? words.days : rule.endsWith('H') ? words.hours : words.minutes)(n);
}

export function invalidMailsPage(languages: readonly string[]): string {
  const { language, words } = mailsWords(languages);
  return layout({
    title: `${words.invalid} · Meridian`,
    language,
    isPlain: true,
    main: html`<section class="note">
      <h1>${words.invalid}</h1>
      <p>${words.invalidMeans}</p>
    </section>`,
  });
}
