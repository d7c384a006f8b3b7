import { html } from './html.mjs';

/** @param {{ mails: object[], to: string, page: number, pages: number, total: number }} list */
export function listPage({ mails, to, page, pages, total }) {
  const link = (number) => `/?${new URLSearchParams({ ...(to && { to }), page: String(number) })}`;
  return layout(
    to ? `Mail to ${to}` : 'Mail',
    html`
      <form class="search" role="search">
        <label>To <input type="search" name="to" value="${to}" placeholder="somebody@example.org" /></label>
        <button>Show</button>
        <span class="count">${total} ${total === 1 ? 'mail' : 'mails'}</span>
      </form>
      ${
        mails.length === 0
          ? html`<p class="empty">
              Nothing has arrived${to ? ' for this address' : ''} yet. This page looks again by itself.
            </p>`
          : html`<ol class="mails">
              ${mails.map(listItem)}
            </ol>`
      }
      ${
        pages > 1
          ? html`<nav class="pages" aria-label="Pages">
              ${page > 1 ? html`<a href="${link(page - 1)}">Newer</a>` : ''}
              <span>Page ${page} of ${pages}</span>
              ${page < pages ? html`<a href="${link(page + 1)}">Older</a>` : ''}
            </nav>`
          : ''
      }
      <script src="/refresh.js" data-newest="${page === 1 ? (mails[0]?.id ?? '') : 'off'}" defer></script>
    `,
  );
}

function listItem({ id, receivedAt, envelope, subject, text, attachments }) {
  const hasCalendar = attachments.some(({ contentType }) => contentType === 'text/calendar');
  return html`<li>
    <a href="/mails/${id}">
      <span class="subject">${subject || '(no subject)'}</span>
      ${hasCalendar ? html`<span class="badge">.ics</span>` : ''}
      <span class="people">${envelope.to.join(', ')}</span>
      <time datetime="${receivedAt}">${moment(receivedAt)}</time>
      <span class="excerpt">${text.replace(/\s+/g, ' ').slice(0, 140)}</span>
    </a>
  </li>`;
}

export function messagePage(mail) {
  const { id, receivedAt, envelope, subject, headers, text, attachments } = mail;
  return layout(
    subject || '(no subject)',
    html`
      <p><a href="/">← All mail</a></p>
      <h2>${subject || '(no subject)'}</h2>
      <dl class="envelope">
        <dt>From</dt>
        <dd>${headers.from ?? envelope.from}</dd>
        <dt>To</dt>
        <dd>${envelope.to.join(', ')}</dd>
        <dt>Received</dt>
        <dd><time datetime="${receivedAt}">${moment(receivedAt)}</time></dd>
      </dl>
      ${
        mail.html
          ? html`<iframe
              src="/mails/${id}/html"
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              title="The mail as HTML"
            ></iframe>`
          : ''
      }
      ${
        text
          ? html`<details ${mail.html ? '' : 'open'}>
              <summary>Text</summary>
              <pre>${text}</pre>
            </details>`
          : ''
      }
      ${attachments.map(attachmentPart)}
      <details>
        <summary>Headers</summary>
        <table>
          ${Object.entries(headers).map(
            ([name, value]) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </table>
        <p><a href="/mails/${id}/raw">The message as it came</a></p>
      </details>
    `,
  );
}

function attachmentPart({ filename, contentType, text }) {
  const isCalendar = contentType === 'text/calendar';
  return html`<details ${isCalendar ? 'open' : ''}>
    <summary>${filename ?? 'Attachment'} <span class="type">${contentType}</span></summary>
    ${text === null ? html`<p>Not text.</p>` : html`<pre>${text}</pre>`}
  </details>`;
}

export const notFoundPage = () =>
  layout('Not found', html`<p class="empty">There is no such mail. <a href="/">All mail</a></p>`);

/** A mail's own HTML, its links leading out of the frame. */
export const htmlOfMail = (source) => `<!doctype html><base target="_blank">${source}`;

const moment = (instant) => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;

function layout(title, body) {
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} · Meridian mail</title>
          <link rel="stylesheet" href="/style.css" />
          <link rel="icon" href="data:," />
        </head>
        <body>
          <header>
            <h1><a href="/">Meridian mail</a></h1>
            <p>What the demo sends. Nothing leaves this machine.</p>
          </header>
          <main>${body}</main>
        </body>
      </html>`,
  );
}
