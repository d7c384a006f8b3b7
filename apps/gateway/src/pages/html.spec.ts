import { describe, expect, it } from '@jest/globals';
import { html } from './html.js';

describe('html', () => {
  it('escapes values in text and in attributes', () => {
    const evil = `<script>alert('x')</script>" onload="x`;

    expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;x">' +
        '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;x</p>',
    );
  });

  it('keeps HTML, joins lists and leaves out nothing', () => {
    const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);

    expect(html`<b>${items}</b>`.text).toBe('<b><i>a</i><i>&lt;b&gt;</i></b>');
    expect(html`${false}${null}${undefined}${0}`.text).toBe('0');
  });
});
