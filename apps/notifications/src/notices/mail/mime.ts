import MailComposer from 'nodemailer/lib/mail-composer';
import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';
import { escapeHtml } from './html.js';
import type { Mail, SharedMail } from './mail.js';
import type { Piece, SlotName } from './page.js';

type Escape = (text: string) => string;
/** Bytes that all get, and between them what is each one's own. */
type Part = Buffer | { readonly slot: SlotName; readonly escape: Escape };

const PARTS = ['text', 'html', 'calendar', 'invite'] as const;
const asIs: Escape = (text) => text;
/** Stands in the place of a part's content while nodemailer builds the message around it. */
const markOf = (part: (typeof PARTS)[number]) => `content of ${part}`;
/** A soft line break of quoted-printable: nothing, once decoded (RFC 2045 section 6.7). */
const SOFT_BREAK = '=\r\n';
/** Room for the `=` of a soft break after what stands on a line (at most 76, RFC 2045). */
const LINE = 75;

const headers = new MimeNode();

/**
 * A shared mail as a MIME message, built once: headers, boundaries and encodings by nodemailer. One reader's message is
 * made by splicing: what is their own stands on lines of its own, between soft line breaks, so that whatever it is long,
 * no other byte changes.
 */
export class MimeMessage {
  private constructor(
    /** Header lines that all get. */
    private readonly head: Buffer,
    private readonly body: readonly Part[],
  ) {}

  /** @param isOptional whether mails of this kind can be done without */
  static async build(
    { subject, text, html, invitation }: SharedMail,
    from: { name: string; address: string },
    isOptional: boolean,
  ): Promise<MimeMessage> {
    const calendar = invitation?.content ?? [];
    const asPart = (part: (typeof PARTS)[number]) => ({
      content: markOf(part),
      contentTransferEncoding: 'quoted-printable' as const,
    });
    const built = await new MailComposer({
      from,
      subject,
      text: asPart('text'),
      html: asPart('html'),
      ...(invitation && {
        alternatives: [
          { ...asPart('calendar'), contentType: `text/calendar; charset=utf-8; method=${invitation.method}` },
        ],
        attachments: [
          { ...asPart('invite'), contentType: 'application/ics; name=invite.ics', filename: 'invite.ics' },
        ],
      }),
      headers: {
        // No answer by machines, please (RFC 3834 section 5).
        'Auto-Submitted': 'auto-generated',
        // One click in the mail program unsubscribes (RFC 8058): by POST, for machines fetch links.
        ...(isOptional && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      },
      // What quoted-printable never yields, so that no content can end its part (RFC 2045 section 6.7).
      boundaryPrefix: '=_',
      newline: 'windows',
      disableFileAccess: true,
      disableUrlAccess: true,
    } as ConstructorParameters<typeof MailComposer>[0])
      .compile()
      .build();
    const { head, body } = divided(built.toString('latin1'));
    const contents = [
      encoded(text, asIs),
      encoded(html, escapeHtml),
      ...(invitation ? [encoded(calendar, asIs), encoded(calendar, asIs)] : []),
    ];
    const parts: Part[] = [];
    let rest = body;
    contents.forEach((content, index) => {
      const [before, after, ...more] = rest.split(markOf(PARTS[index]!));
      if (before === undefined || after === undefined || more.length > 0) {
        throw new Error(`the message has not one place for ${PARTS[index]}`);
      }
      parts.push(Buffer.from(before, 'latin1'), ...content);
      rest = after;
    });
    return new MimeMessage(Buffer.from(head, 'latin1'), [...parts, Buffer.from(rest, 'latin1')]);
  }

  /**
   * One reader's message: CRLF line ends, of at most 76 characters but for addresses in headers, in ASCII but for
   * addresses that are not.
   * @throws Error for an address or identifier that is none
   */
  for({ to, own, unsubscribe, date }: Mail, messageId: string): Buffer {
    const lines = [
      `Date: ${headers.encodeHeaderValue('Date', date as unknown as string)}`,
      foldLines(`To: ${headers.encodeHeaderValue('To', [to] as unknown as string)}`, 76),
      `Message-ID: ${token(messageId)}`,
      ...(unsubscribe ? [`List-Unsubscribe: <${token(unsubscribe)}>`] : []),
    ];
    return Buffer.concat([
      Buffer.from(`${lines.join('\r\n')}\r\n`),
      this.head,
      ...this.body.map((part) =>
        Buffer.isBuffer(part) ? part : Buffer.from(quoted(part.escape(own[part.slot])), 'latin1'),
      ),
    ]);
  }
}

/** Headers without those that are each message's own, and all that follows them. */
function divided(message: string): { head: string; body: string } {
  const end = message.indexOf('\r\n\r\n') + 2;
  let head = message.slice(0, end);
  for (const name of ['Date', 'Message-ID']) {
    const without = head.replace(new RegExp(`^${name}:.*\\r\\n(?:[ \\t].*\\r\\n)*`, 'im'), '');
    if (without === head) throw new Error(`the message has no ${name}`);
    head = without;
  }
  return { head, body: message.slice(end) };
}

/** A content in quoted-printable, each piece beginning on a line of its own. */
function encoded(pieces: readonly Piece[], escape: Escape): Part[] {
  return pieces.map((piece) =>
    typeof piece === 'string' ? Buffer.from(quoted(piece), 'latin1') : { slot: piece.slot, escape },
  );
}

function quoted(text: string): string {
  const lines = text.replaceAll(/\r\n|\r|\n/g, '\r\n');
  if (lines === '') return '';
  const quotedText = wrap(encode(lines), LINE);
  return quotedText.endsWith('\r\n') ? quotedText : quotedText + SOFT_BREAK;
}

/** What stands in a header as it is. @throws Error when it could be read as more than one thing */
function token(value: string): string {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error(`not for a header: ${JSON.stringify(value)}`);
  return value;
}
