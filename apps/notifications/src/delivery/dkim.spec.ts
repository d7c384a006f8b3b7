import { createHash, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { readNotificationsConfig } from '../config.js';
import { composedMail } from '../testing/mails.js';
import { Smtp } from './smtp.js';

/** Header fields as they were sent: name, and everything after the colon, folds included. */
type Field = readonly [name: string, value: string];

/** A message's header fields and its body (RFC 5322 section 2.1). */
function divide(message: string): { fields: Field[]; body: string } {
  const end = message.indexOf('\r\n\r\n');
  const lines = message.slice(0, end).split(/\r\n(?![ \t])/);
  const fields = lines.map((line): Field => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)];
  });
  return { fields, body: message.slice(end + 4) };
}

/** RFC 6376 section 3.4.2. */
const relaxedHeader = ([name, value]: Field) =>
  `${name.toLowerCase().trimEnd()}:${value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;

/** RFC 6376 section 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}

/** RFC 6376 section 3.2. */
function tagsOf(value: string): Record<string, string> {
  const specs = value.split(';').filter((spec) => spec.trim());
  return Object.fromEntries(
    specs.map((spec) => {
      const equals = spec.indexOf('=');
      return [spec.slice(0, equals).trim(), spec.slice(equals + 1).replace(/\s/g, '')];
    }),
  );
}

/** Verifies a message as its receiver does (RFC 6376 section 6.1.3); null when it is not signed. */
function verify(message: Buffer, key: KeyObject) {
  const { fields, body } = divide(message.toString('latin1'));
  const signature = fields.find(([name]) => name.toLowerCase() === 'dkim-signature');
  if (!signature) return null;
  const tags = tagsOf(signature[1]);
  const signed = tags['h']!.toLowerCase().split(':');
  // Of fields that come several times the last is signed first.
  const left = fields.filter((field) => field !== signature);
  const headers = signed.flatMap((name) => {
    const index = left.findLastIndex(([each]) => each.toLowerCase() === name);
    return index < 0 ? [] : left.splice(index, 1).map((field) => `${relaxedHeader(field)}\r\n`);
  });
  const withoutB = relaxedHeader([signature[0], signature[1].replace(/(;\s*b=)[^;]*/, '$1')]);
  const input = Buffer.from(headers.join('') + withoutB, 'latin1');
  const bodyHash = createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64');
  return {
    tags,
    signed,
    isBodyWhole: tags['bh'] === bodyHash,
    areHeadersWhole: createVerify('RSA-SHA256').update(input).verify(key, tags['b']!, 'base64'),
  };
}

describe('A mail that is signed', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const given: Buffer[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        given.push(Buffer.concat(chunks));
        callback();
      });
    },
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  beforeEach(() => {
    given.length = 0;
  });

  const settings = () => ({
    NATS_URL: 'nats://127.0.0.1:4222',
    DATABASE_URL: 'postgres://127.0.0.1/meridian',
    REDIS_URL: 'redis://127.0.0.1:6379',
    SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    PUBLIC_URL: 'https://meridian.example',
    LINK_SECRET: 'a secret of the tests, long enough',
  });
  const dkim = { DKIM_DOMAIN: 'meridian.example', DKIM_SELECTOR: 'autumn', DKIM_PRIVATE_KEY: pem };
  /** The message as the server got it. */
  async function sent(
    env: Partial<typeof dkim>,
    ...[kind, language]: Parameters<typeof composedMail>
  ): Promise<Buffer> {
    const smtp = new Smtp(readNotificationsConfig({ ...settings(), ...env }));
    expect(await smtp.send('0190-delivery', composedMail(kind, language))).toEqual({ kind: 'accepted' });
    smtp.close();
    return given.at(-1)!;
  }

  it.each([
    ['reminder', 'en'],
    ['seat-confirmed', 'ja'],
    ['session-cancelled', 'kn'],
    ['change-proposed', 'vi'],
    ['sign-in', 'it'],
  ] as const)('is verified by who receives it: %s in %s', async (kind, language) => {
    const verified = verify(await sent(dkim, kind, language), publicKey);
    expect(verified).toMatchObject({
      tags: { v: '1', a: 'rsa-sha256', c: 'relaxed/relaxed', d: 'meridian.example', s: 'autumn' },
      isBodyWhole: true,
      areHeadersWhole: true,
    });
    // The whole body, so that nothing can be added at its end (RFC 6376 section 8.2).
    expect(verified!.tags).not.toHaveProperty('l');
  });

  it('is no longer, once a word of it or a header has changed', async () => {
    const message = (await sent(dkim, 'reminder', 'en')).toString('latin1');
    const changed = (search: RegExp, replace: string) => {
      const other = message.replace(search, replace);
      expect(other).not.toBe(message);
      return verify(Buffer.from(other, 'latin1'), publicKey);
    };
    expect(changed(/\r\n\r\n/, '\r\n\r\nMore. ')).toMatchObject({ isBodyWhole: false });
    for (const name of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'List-Unsubscribe'])
      expect(changed(new RegExp(`^${name}:`, 'm'), `${name}: other`)).toMatchObject({
        areHeadersWhole: false,
      });
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    expect(verify(Buffer.from(message, 'latin1'), stranger)).toMatchObject({ areHeadersWhole: false });
  });

  it('has a signature over what lets one click unsubscribe (RFC 8058 section 4)', async () => {
    const { signed } = verify(await sent(dkim, 'reminder', 'en'), publicKey)!;
    expect(signed).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']));
  });

  it('may have its key’s line breaks written as “\\n”, as environment files have them', async () => {
    const env = { ...dkim, DKIM_PRIVATE_KEY: pem.replaceAll('\n', '\\n') };
    expect(verify(await sent(env, 'reminder', 'en'), publicKey)).toMatchObject({ areHeadersWhole: true });
  });

  it('is one only when domain, selector and key are all set', async () => {
    for (const missing of Object.keys(dkim)) {
      const env = { ...dkim, [missing]: undefined };
      expect(verify(await sent(env, 'reminder', 'en'), publicKey)).toBeNull();
    }
  });

  it('needs a key that can sign: another is refused at the start', () => {
    const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const key of ['no key', String(ed25519), pem.slice(0, 400)])
      expect(() => readNotificationsConfig({ ...settings(), ...dkim, DKIM_PRIVATE_KEY: key })).toThrow(
        /DKIM_PRIVATE_KEY.*must be the PEM of an RSA private key/,
      );
  });
});
