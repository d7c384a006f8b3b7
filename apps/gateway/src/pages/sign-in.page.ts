import { html } from './html.js';
import { layout } from './layout.js';

const TITLE = 'Sign in · Meridian';

export function signInPage(token: string): string {
  return layout({
    title: TITLE,
    main: html`<section class="note">
      <h1>Sign in</h1>
      <p>You asked to sign in to Meridian. The link in your mail works once.</p>
      <p>A seat that you asked for in the last 15 minutes is yours when you sign in.</p>
      <form method="post" action="/sign-in/${encodeURIComponent(token)}">
        <button type="submit">Sign in</button>
      </form>
      <p class="quiet">If you did not ask for this, close this page: nothing has happened.</p>
    </section>`,
  });
}

export function signedInPage(token: string, publicUrl: string): string {
  return layout({
    title: TITLE,
    main: html`<section class="note">
      <h1>You are signed in</h1>
      <p>
        Did you ask for a seat in the last 15 minutes? You have it now, or a place in the queue: a mail says
        which.
      </p>
      <p>This is your personal token. Keep it to yourself: whoever has it can act for you.</p>
      <p><code class="token">${token}</code></p>
      <h2>How to use it</h2>
      <p>Send it with each request to the API:</p>
      <pre><code>curl -H "Authorization: Bearer ${token}" ${publicUrl}/v1/me</code></pre>
      <p>
        The <a href="/docs">API reference</a> says how to take a seat; the <a href="/">schedule</a> is open to
        all.
      </p>
    </section>`,
  });
}

export function expiredPage(): string {
  return layout({
    title: TITLE,
    main: html`<section class="note">
      <h1>This link is used up</h1>
      <p>It has been used already or is too old. Register again with your address to get a new one.</p>
      <p><a href="/">To the schedule</a></p>
    </section>`,
  });
}
