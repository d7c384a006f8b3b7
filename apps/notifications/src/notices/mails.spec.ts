import { describe, expect, it } from '@jest/globals';
import { exampleMail, NOTICE_KINDS, VARIANT_NAMES, variantMail } from '../testing/mails.js';
import { CATALOGUES, type LanguageName } from './languages/languages.js';

const languages = Object.keys(CATALOGUES) as LanguageName[];

describe.each(languages)('Mails in %s', (language) => {
  it.each(NOTICE_KINDS)('%s reads so', (kind) => {
    const { subject, text } = exampleMail(kind, language);
    expect(`${subject}\n\n${text}`).toMatchSnapshot();
  });

  it.each(VARIANT_NAMES)('%s reads so', (name) => {
    const { subject, text } = variantMail(name, language);
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

describe('Texts that people write', () => {
  const hostile = (text: string) =>
    `${text}</p><script>alert(1)</script>"'&[[footer]]{name}\r\nBcc: evil@example.org`;
  /** Without the page's label for screen readers, which is its title, escaped. */
  const tagsOf = (html: string) =>
    html.match(/<[a-z!/][^>]*>/gi)?.map((tag) => tag.replace(/aria-label="[^"]*"/, ''));

  it.each(NOTICE_KINDS)('add nothing to the HTML of %s but words', (kind) => {
    const [mail, spoiled] = [exampleMail(kind, 'en'), exampleMail(kind, 'en', hostile)];
    expect(spoiled.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;[[footer]]{name}');
    expect(tagsOf(spoiled.html)).toEqual(tagsOf(mail.html));
  });

  it.each(NOTICE_KINDS)('add no line to the subject of %s', (kind) => {
    expect(exampleMail(kind, 'en', hostile).subject).not.toMatch(/[\r\n]/);
  });
});

describe('The layout', () => {
  const { html } = exampleMail('time-changed', 'en');

  it('loads nothing from anywhere, and shows no picture', () => {
    expect(html).not.toMatch(/<(img|link|script|iframe)|@import|url\(|src=/);
  });

  it('has one button', () => {
    expect(html.match(/<a\b/g)).toHaveLength(1);
  });

  it('says that it is readable on a dark ground too', () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });

  it('is whole also as Outlook reads it, which follows its own comments', () => {
    for (const kind of NOTICE_KINDS) {
      const seen = exampleMail(kind, 'en')
        .html.replaceAll(/<!--\[if (?:mso|lte|gte)[^\]]*\]>([\s\S]*?)<!\[endif\]-->/g, '$1')
        .replaceAll(/<style[\s\S]*?<\/style>/g, '');
      for (const tag of ['table', 'tr', 'td', 'div', 'p', 'a']) {
        const count = (mark: string) => seen.match(new RegExp(`<${mark}${tag}[\\s>]`, 'g'))?.length ?? 0;
        expect([kind, tag, count('')]).toEqual([kind, tag, count('/')]);
      }
    }
  });

  it('is small enough not to be cut off by mail programs', () => {
    for (const kind of NOTICE_KINDS) {
      expect(Buffer.byteLength(exampleMail(kind, 'kn').html)).toBeLessThan(60_000);
    }
  });
});

/** Without white space and the punctuation that only the text has. */
const squeezed = (text: string): string => text.replaceAll(/[\s,:]/g, '');
