import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser, type ParsedMail } from 'mailparser';
import { createTransport } from 'nodemailer';
import { composedMail } from '../../testing/mails.js';
import { CATALOGUES, type LanguageName } from '../languages/languages.js';
import type { NoticeKind } from '../notice.js';
import { plainAddress, plainName } from './plain.js';
import { spellOut, type Mail } from './mail.js';
import { MimeMessage } from './mime.js';

const FROM = { name: 'Diễn đàn Meridian', address: 'no-reply@meridian.example' };
const MESSAGE_ID = '<0190-delivery@meridian.example>';
/** With a REQUEST, a CANCEL and no calendar part; optional and not. */
const KINDS: NoticeKind[] = ['seat-confirmed', 'reminder', 'session-cancelled', 'change-proposed', 'sign-in'];
const LANGUAGES = Object.keys(CATALOGUES) as LanguageName[];

/** The message as nodemailer composes it of the whole texts. */
async function composed(mail: Mail): Promise<Buffer> {
  const { to, subject, text, html, invitation, unsubscribe, date } = spellOut(mail);
  const { message } = await createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  }).sendMail({
    from: FROM,
    to,
    subject,
    text,
    html,
    date,
    messageId: MESSAGE_ID,
    ...(invitation && { icalEvent: { ...invitation, filename: 'invite.ics' } }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  });
  return message as unknown as Buffer;
}

const spliced = async (mail: Mail) =>
  (await MimeMessage.build(mail.shared, FROM, mail.unsubscribe !== null)).for(mail, MESSAGE_ID);

/** All that a mail program reads of a message; how it was encoded is left out. */
async function readOf(message: Buffer) {
  const mail: ParsedMail = await simpleParser(message);
  const headers = Object.fromEntries(
    [...mail.headers].filter(([name]) => !['content-type', 'content-transfer-encoding'].includes(name)),
  );
  return {
    headers: JSON.parse(JSON.stringify(headers)) as object,
    // nodemailer ends a text without a line end in one or not, by its encoding.
    text: mail.text?.replace(/\n$/, ''),
    html: mail.html,
    attachments: mail.attachments.map(({ contentType, filename, content }) => [
      contentType,
      filename,
      content.toString(),
    ]),
  };
}

const NAMES = [
  'Nguyễn Thị Đại biểu',
  '東京代表・出席者の長い長い名前をここに書いておくとどこかで折り返される',
  'ಬೆಂಗಳೂರು ಪ್ರತಿನಿಧಿ ಬಹಳ ಉದ್ದವಾದ ಹೆಸರಿನವರು ಇಲ್ಲಿ ಬರೆಯಲಾಗಿದೆ',
  'Delegata dell’Università "Roma" <tre>',
  'A=3D\r\nBcc: evil@example.org\r\n\r\n.\r\nMAIL FROM:<x@y.z>',
  '=?utf-8?B?QmNjOiBldmls?= , (comment) ; : \\ @',
  '.\u2028.\u0000\u0085-- \n--=_boundary--',
  'from',
  ' '.repeat(90),
  '\ud800half',
];
const names = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.string({ unit: 'binary', minLength: 0, maxLength: 200 }),
  fc.string({ unit: 'grapheme', minLength: 70, maxLength: 90 }),
  fc
    .array(fc.constantFrom('a', '=', '.', ' ', '日', 'ಕ', '\r\n', '"', '<', '-- '), { maxLength: 120 })
    .map((all) => all.join('')),
);

/** The example's mail, to somebody of this name. */
const mailTo = (kind: NoticeKind, language: LanguageName, name: string): Mail =>
  composedMail(kind, language, (text) => (text.includes('reader') ? text : `${name} ${text}`));

describe('A message that is spliced', () => {
  it.each(LANGUAGES)('reads in %s as one that is composed anew', async (language) => {
    for (const kind of KINDS) {
      const mail = composedMail(kind, language);
      expect(await readOf(await spliced(mail))).toEqual(await readOf(await composed(mail)));
    }
  });

  it('reads as one that is composed anew, whatever people are called and write', async () => {
    const kinds = fc.constantFrom(...KINDS);
    await fc.assert(
      fc.asyncProperty(kinds, fc.constantFrom(...LANGUAGES), names, async (kind, language, name) => {
        const mail = mailTo(kind, language, name);
        expect(await readOf(await spliced(mail))).toEqual(await readOf(await composed(mail)));
      }),
      { numRuns: 30 },
    );
  });

  it('has lines that SMTP and MIME allow, in ASCII, and as many headers as it was given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LANGUAGES), names, async (language, name) => {
        const message = (await spliced(mailTo('reminder', language, name))).toString('latin1');
        expect(message).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const [head, body] = [
          message.slice(0, message.indexOf('\r\n\r\n')),
          message.slice(message.indexOf('\r\n\r\n')),
        ];
        for (const line of body.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
        const fields = head
          .split(/\r\n(?![ \t])/)
          .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
        expect(fields.sort()).toEqual(
          [
            ...[
              'auto-submitted',
              'content-type',
              'date',
              'from',
              'list-unsubscribe',
              'list-unsubscribe-post',
            ],
            ...['message-id', 'mime-version', 'subject', 'to'],
          ].sort(),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('has boundaries that nobody’s words can be', async () => {
    const message = (await spliced(composedMail('reminder', 'en'))).toString();
    const boundaries = [...message.matchAll(/boundary="([^"]+)"/g)].map(([, boundary]) => boundary!);
    expect(boundaries.length).toBeGreaterThan(1);
    // Quoted-printable never has “=” before anything but two hexadecimal digits or a line end.
    for (const boundary of boundaries) expect(boundary).toMatch(/^=_/);
  });

  it('is built once for readers who share it, and is each one’s own', async () => {
    const mail = composedMail('reminder', 'en');
    const message = await MimeMessage.build(mail.shared, FROM, true);
    for (const name of NAMES) {
      const own = {
        ...mail,
        to: { ...mail.to, name: plainName(name) },
        own: { ...mail.own, name: plainName(name) },
      };
      expect(await readOf(message.for(own, MESSAGE_ID))).toEqual(await readOf(await composed(own)));
    }
  });
});

describe('An address', () => {
  it.each([
    'a@b.c\r\nBcc: evil@x.org',
    'a@b.c,evil@x.org',
    'a@b.c evil@x.org',
    '<a@b.c>',
    'a@b@c',
    '"a b"@c.d',
    '@b.c',
    'a@',
    'a\u2028@b.c',
    '',
  ])('%j is none', (email) => {
    expect(() => plainAddress(email)).toThrow('the address is none');
  });

  it('has its domain in ASCII', () => {
    expect(plainAddress('đại.biểu@hội-nghị.vn')).toBe('đại.biểu@xn--hi-ngh-gl8b5d.vn');
  });
});
