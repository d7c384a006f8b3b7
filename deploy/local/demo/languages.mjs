import { tell } from './tell.mjs';

/** What is read in the story's cities: the five languages that mails are written in. */
const READ_IN = { 'nha-trang': 'vi', tokyo: 'ja', rome: 'it', bengaluru: 'kn' };
const NAMES = { en: 'English', vi: 'Vietnamese', ja: 'Japanese', it: 'Italian', kn: 'Kannada' };

/** @param {string} city */
export const languageOf = (city) => READ_IN[city] ?? 'en';

/**
 * One change as five people read it: each in their language, on their own clock.
 *
 * @param session as it is after the change
 */
export async function readInFiveLanguages(stage, session, seats) {
  if (!stage.demo.mail) return tell.line('Mail goes to your own SMTP server, so it is not shown here.');
  const readers = Object.keys(NAMES).flatMap(
    (language) => seats.find((seat) => seat.status !== 'cancelled' && seat.language === language) ?? [],
  );
  tell.line('Everybody with a seat or in the queue is told once; five of them read:');
  for (const { email, language } of readers) {
    const news = await stage.waitFor(`the mail about the new time to ${email}`, () =>
      newsOf(stage, session, email),
    );
    const lines = news.text.split('\n').filter(Boolean);
    const clock = lines.find((line) => line.includes('UTC'));
    tell.line(`· ${NAMES[language]}, ${email}`);
    tell.line(`  ${news.subject}`);
    tell.line(`  ${lines[2]}`);
    tell.line(`  ${clock}`);
  }
}

/** The calendar entry tells in any language which change of the session a mail is about (RFC 5545, SEQUENCE). */
async function newsOf(stage, { sequence }, email) {
  const mails = await stage.mailsTo(email);
  return mails.find(({ attachments }) =>
    attachments.some(({ text }) => new RegExp(`^SEQUENCE:${sequence}\\r?$`, 'm').test(text)),
  );
}
