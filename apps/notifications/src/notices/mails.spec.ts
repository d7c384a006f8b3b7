import { describe, expect, it } from '@jest/globals';
import { exampleMail, NOTICE_KINDS } from '../testing/mails.js';
import { CATALOGUES, type LanguageName } from './languages/languages.js';

const languages = Object.keys(CATALOGUES) as LanguageName[];

describe.each(languages)('Mails in %s', (language) => {
  it.each(NOTICE_KINDS)('%s reads so', (kind) => {
    const { subject, text } = exampleMail(kind, language);
    expect(`${subject}\n\n${text}`).toMatchSnapshot();
  });

  it.each(NOTICE_KINDS)('%s says the same in HTML as in its text', (kind) => {
    const { text, html } = exampleMail(kind, language);
    const seen = html
      .replaceAll(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<[^>]+>/g, ' ')
      .replaceAll('&amp;', '&')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"');
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url);
    const words = text
      .split('\n')
      .flatMap((line) => line.split(': '))
      .map((part) => part.replace(/^\* |^-- $/, '').trim())
      .filter((part) => part && !part.startsWith('https://'));
    const missing = words.filter((part) => !squeezed(seen).includes(squeezed(part).replace(/\(.*\)$/, '')));
    expect(missing).toEqual([]);
    for (const [url] of text.matchAll(/https:\S+/g)) expect(links).toContain(url);
  });
});

/** Without white space and the punctuation that only the text has. */
const squeezed = (text: string): string => text.replaceAll(/[\s,:]/g, '');
