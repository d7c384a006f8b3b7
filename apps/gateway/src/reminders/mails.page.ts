import { OPTIONAL_MAILS, type Preferences } from '#contracts';
import { html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { mailsWords } from './mails.words.js';

/** The page on which a person says which mails they want: a box for each kind, and one button. */
export function mailsPage(
  token: string,
  { off }: Preferences,
  { languages, isSaved }: { languages: readonly string[]; isSaved: boolean },
): string {
  const { language, words } = mailsWords(languages);
  return layout({
    title: `${words.title} · Meridian`,
    language,
    isPlain: true,
    main: html`<section class="note">
      <h1>${words.title}</h1>
      ${isSaved && html`<p role="status"><strong>${words.saved}</strong></p>`}
      <form class="choices" method="post" action="/mails/${encodeURIComponent(token)}">
        ${OPTIONAL_MAILS.map(
          (mail) =>
            html`<label>
              <input type="checkbox" name="${mail}" value="1" ${off.includes(mail) ? '' : html`checked`} />
              <span>${words.mails[mail]}</span>
            </label>`,
        )}
        <button type="submit">${words.save}</button>
      </form>
      <p class="quiet">${words.always}</p>
    </section>`,
  });
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
