import { createServer } from 'node:http';
import { readMessage } from './message.mjs';
import { htmlOfMail, listPage, messagePage, notFoundPage } from './pages.mjs';
import { STYLE } from './style.mjs';
import { REFRESH } from './refresh.mjs';

const PER_PAGE = 50;

/** Nothing from elsewhere, and no script but ours: mails are other people's text. */
const PAGE_POLICY =
  "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'";
/** A mail's own HTML: no script, no request; a tapped link opens in a tab of its own. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/**
 * The pages and the JSON list.
 *
 * @param {Awaited<ReturnType<typeof import('./store.mjs').openMailStore>>} store
 */
export function createWebServer(store) {
  const load = async (entry) => readMessage(entry, await store.raw(entry));
  const routes = [
    [/^\/$/, (response, query) => showList(response, query)],
    [/^\/mails\/([\w-]+)$/, (response, _query, id) => showMessage(response, id)],
    [/^\/mails\/([\w-]+)\/html$/, (response, _query, id) => showHtml(response, id)],
    [/^\/mails\/([\w-]+)\/raw$/, (response, _query, id) => showRaw(response, id)],
    [/^\/api\/mails$/, (response, query) => sendList(response, query)],
    [/^\/api\/newest$/, (response) => sendJson(response, { id: store.newest()?.id ?? null })],
    [/^\/style\.css$/, (response) => send(response, 200, 'text/css', STYLE)],
    [/^\/refresh\.js$/, (response) => send(response, 200, 'text/javascript', REFRESH)],
  ];

  async function showList(response, query) {
    const to = query.get('to')?.trim() ?? '';
    const all = store.list({ to });
    const page = Math.max(1, Number(query.get('page')) || 1);
    const mails = await Promise.all(all.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(load));
    sendPage(
      response,
      listPage({ mails, to, page, total: all.length, pages: Math.ceil(all.length / PER_PAGE) }),
    );
  }

  async function showMessage(response, id) {
    const entry = store.find(id);
    if (!entry) return sendPage(response, notFoundPage(), 404);
    sendPage(response, messagePage(await load(entry)));
  }

  async function showHtml(response, id) {
    const entry = store.find(id);
    const html = entry && (await load(entry)).html;
    send(response, html ? 200 : 404, 'text/html', htmlOfMail(html ?? ''), {
      'content-security-policy': MAIL_POLICY,
    });
  }

  async function showRaw(response, id) {
    const entry = store.find(id);
    send(response, entry ? 200 : 404, 'text/plain', entry ? await store.raw(entry) : 'No such mail');
  }

  /** Written one by one: a demo's thousand mails are never in memory together. */
  async function sendList(response, query) {
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.write('[');
    let separator = '';
    for (const entry of store.list({ to: query.get('to') ?? '', after: query.get('after') ?? '' })) {
      response.write(separator + JSON.stringify(await load(entry)));
      separator = ',';
    }
    response.end(']');
  }

  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://sink');
    for (const [path, answer] of routes) {
      const match = path.exec(pathname);
      if (!match) continue;
      Promise.resolve(answer(response, searchParams, ...match.slice(1))).catch((error) => {
        process.stderr.write(`${error.stack}\n`);
        response.destroy();
      });
      return;
    }
    sendPage(response, notFoundPage(), 404);
  });
}

const sendJson = (response, body) => send(response, 200, 'application/json', JSON.stringify(body));
const sendPage = (response, html, status = 200) =>
  send(response, status, 'text/html', html, { 'content-security-policy': PAGE_POLICY });

function send(response, status, type, body, headers = {}) {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...headers,
  });
  response.end(body);
}
