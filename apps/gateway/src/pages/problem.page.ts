import type { ProblemDocument } from '../http/problem-document.js';
import { html } from './html.js';
import { layout } from './layout.js';

/** A problem, told to people. */
export function problemPage({ title, detail, traceId }: ProblemDocument): string {
  return layout({
    title: `${title} · Meridian`,
    main: html`<section class="note">
      <h1>${title}</h1>
      <p>${detail}</p>
      <p><a href="/">To the schedule</a></p>
      ${traceId && html`<p class="quiet">Trace ${traceId}</p>`}
    </section>`,
  });
}
