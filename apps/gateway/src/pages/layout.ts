import { html, type Html } from './html.js';

/** A whole page. Styles and scripts are served files: the content security policy allows none inside (DESIGN section 13). */
export function layout(options: {
  title: string;
  main: Html;
  header?: Html;
  script?: string;
  /** Of the text; English when left out. */
  language?: string;
  /** A stylesheet of its own, besides that of all pages. */
  style?: string;
  /** Without the links of the footer, which are for developers. */
  isPlain?: boolean;
}): string {
  const { title, main, header, script, language = 'en', style, isPlain } = options;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="/assets/meridian.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/meridian.css" />
        ${style && html`<link rel="stylesheet" href="/assets/${style}" />`}
        ${script && html`<script src="/assets/${script}" defer></script>`}
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/">Meridian</a>
          ${header}
        </header>
        <main>${main}</main>
        ${
          !isPlain &&
          html`<footer>
            <a href="/docs">API reference</a> <a href="/v1/openapi.json">OpenAPI</a>
            <a href="/health/ready">Health</a>
          </footer>`
        }
      </body>
    </html> `.text;
}
