import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** So many mails are listed; older ones stay in the file. About 300 bytes of memory each. */
const LISTED = 50_000;

/**
 * Mails in an append-only file of JSON lines: `{id, receivedAt, from, to, raw}`, raw being the message as it came,
 * one character per byte. Memory holds where each mail is, never its content.
 *
 * @param {string} folder
 */
export async function openMailStore(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'mails.jsonl');
  const entries = await readEntries(file);
  let size = existsSync(file) ? statSync(file).size : 0;
  let count = entries.at(-1)?.number ?? 0;
  const appending = createWriteStream(file, { flags: 'a', mode: 0o600 });
  // The unfinished line of a killed sink is closed, so that the next mail has a line of its own.
  if (size > 0 && (await lastByte(file, size)) !== NEWLINE) {
    appending.write('\n');
    size += 1;
  }
  const reading = await open(file, 'a+');

  const remember = (entry) => {
    entries.push(entry);
    if (entries.length > LISTED * 1.1) entries.splice(0, entries.length - LISTED);
  };

  return {
    /** Resolves once the mail is in the file: only then may SMTP answer 250. */
    add({ from, to, raw }) {
      count += 1;
      const entry = { number: count, id: idOf(count), receivedAt: new Date().toISOString(), from, to };
      const { number: _, ...header } = entry;
      const line = Buffer.from(`${JSON.stringify({ ...header, raw: raw.toString('latin1') })}\n`);
      const place = { offset: size, length: line.length };
      size += line.length;
      return new Promise((resolve, reject) => {
        appending.write(line, (error) => {
          if (error) return reject(error);
          remember({ ...entry, ...place });
          resolve(entry.id);
        });
      });
    },

    /**
     * Newest first.
     *
     * @param {{ to?: string, after?: string }} [filter] to: a recipient, any letter case; after: an instant, for mails
     *   received later, or the id of a mail, for those that came after it
     */
    list({ to, after } = {}) {
      const recipient = to?.toLowerCase();
      const isLater = laterThan(after);
      const wanted = (entry) =>
        isLater(entry) && (!recipient || entry.to.some((address) => address.toLowerCase() === recipient));
      return entries.filter(wanted).reverse();
    },

    find: (id) => entries.find((entry) => entry.id === id),
    newest: () => entries.at(-1),

    /** The message as it came. */
    async raw({ offset, length }) {
      const line = Buffer.alloc(length);
      await reading.read(line, 0, length, offset);
      return Buffer.from(JSON.parse(line.toString('utf8')).raw, 'latin1');
    },
  };
}

const NEWLINE = 10;

async function lastByte(file, size) {
  const handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  await handle.close();
  return buffer[0];
}

const idOf = (number) => `mail-${String(number).padStart(8, '0')}`;

function laterThan(after) {
  if (!after) return () => true;
  if (after.startsWith('mail-')) return (entry) => entry.id > after;
  const instant = Date.parse(after);
  return (entry) => Date.parse(entry.receivedAt) > instant;
}

/** A last line without its end is from a sink that was killed while writing: its sender got no 250. */
async function readEntries(file) {
  if (!existsSync(file)) return [];
  const entries = [];
  let offset = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const length = Buffer.byteLength(text) + 1;
    try {
      const { id, receivedAt, from, to } = JSON.parse(text);
      entries.push({ number: Number(id.slice('mail-'.length)), id, receivedAt, from, to, offset, length });
    } catch {
      // Not a whole mail.
    }
    offset += length;
  }
  return entries.slice(-LISTED);
}
