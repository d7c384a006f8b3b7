import { simpleParser } from 'mailparser';

/**
 * A stored mail as the API shows it.
 *
 * @param {{ id: string, receivedAt: string, from: string, to: string[] }} entry
 * @param {Buffer} raw
 */
export async function readMessage({ id, receivedAt, from, to }, raw) {
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true });
  return {
    id,
    receivedAt,
    envelope: { from, to },
    messageId: parsed.messageId ?? null,
    subject: parsed.subject ?? '',
    headers: headersOf(parsed.headerLines),
    text: parsed.text ?? '',
    html: parsed.html || null,
    attachments: parsed.attachments.map(({ filename, contentType, content }) => ({
      filename: filename ?? null,
      contentType,
      text: isText(contentType) ? content.toString('utf8') : null,
    })),
  };
}

/** As they came, names in lower case, unfolded; a header that stands more than once has a line for each. */
function headersOf(lines) {
  const headers = {};
  for (const { key, line } of lines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n(?=[ \t])/g, '')
      .trim();
    headers[key] = key in headers ? `${headers[key]}\n${value}` : value;
  }
  return headers;
}

const isText = (contentType) => /^text\/|json|xml|ics$/.test(contentType);
