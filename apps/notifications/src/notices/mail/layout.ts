/**
 * The one layout of all mails, in MJML (mjml.io/documentation), which makes of it the tables and inline styles that mail
 * programs need. `[[x]]` stands for a text of the page, `[[#x]]…[[/x]]` for what is there once per item, or not at all
 * (mail/template.ts). No picture, font or style is loaded from anywhere; dark mode by `prefers-color-scheme`.
 */
const FONT =
  "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', 'Noto Sans', 'Noto Sans CJK JP', 'Nirmala UI', 'Noto Sans Kannada', sans-serif";
const LABEL =
  'padding:6px 16px 6px 0;vertical-align:top;font-size:14px;line-height:22px;color:#566070;width:34%';
const VALUE = 'padding:6px 0;vertical-align:top;font-size:16px;line-height:22px;color:#1b2430';
const SMALL = 'font-size:14px;line-height:22px;color:#566070';

export const LAYOUT = `
<mjml lang="[[language]]" dir="ltr">
  <mj-head>
    <mj-title>[[label]]: [[heading]]</mj-title>
    <mj-preview>[[preview]]</mj-preview>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no,date=no,address=no">
    </mj-raw>
    <mj-attributes>
      <mj-all font-family="${FONT}" />
      <mj-text color="#1b2430" font-size="16px" line-height="25px" padding="0" />
      <mj-section background-color="#ffffff" padding="0 32px" />
      <mj-column padding="0" />
    </mj-attributes>
    <mj-style>
      :root { color-scheme: light dark; supported-color-schemes: light dark; }
      p { margin: 0 0 12px; }
      .time { font-variant-numeric: tabular-nums; }
      @media (max-width: 479px) {
        .side > table > tbody > tr > td, .outside > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
        .host > table > tbody > tr > td { padding: 10px 0 0 24px !important; }
        .row td { display: block !important; width: auto !important; padding: 0 !important; }
        .row td.quiet { padding-top: 8px !important; }
      }
      @media (prefers-color-scheme: dark) {
        body, .page, .page > div, .outside, .outside table { background: #12161c !important; background-color: #12161c !important; }
        .side, .side table { background: #1c222b !important; background-color: #1c222b !important; }
        .when, .when table, .when td { background: #253145 !important; background-color: #253145 !important; }
        .when > table > tbody > tr > td { border-left-color: #8ebcff !important; }
        .page div, .page h1, .page h2, .page td, .page p { color: #eef1f5 !important; }
        .page .quiet, .page .quiet div, .page .quiet p { color: #b3bcc9 !important; }
        .page .label div { color: #8ebcff !important; }
        .page a.link { color: #8ebcff !important; }
        .page .line { border-color: #3a4453 !important; }
        .page .button td, .page .button a { background: #8ebcff !important; color: #0e1420 !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body width="600px" background-color="#eef1f5" css-class="page">
    <mj-section background-color="#eef1f5" padding="20px 32px 12px" css-class="outside">
      <mj-column><mj-text font-size="14px" letter-spacing="1px" color="#566070" css-class="quiet">MERIDIAN</mj-text></mj-column>
    </mj-section>
    <mj-section padding="32px 32px 0" border-radius="10px 10px 0 0" css-class="side">
      <mj-column>
        <mj-text font-size="15px" font-weight="600" color="#1f4f8f" padding="0 0 6px" css-class="label">[[label]]</mj-text>
        <mj-text padding="0 0 18px"><h1 style="margin:0;font-size:25px;line-height:32px;font-weight:700">[[heading]]</h1></mj-text>
        <mj-text padding="0 0 8px"><p style="margin:0">[[greeting]]</p></mj-text>
        <mj-text>[[#paragraphs]]<p style="margin:0 0 12px">[[.]]</p>[[/paragraphs]]</mj-text>
      </mj-column>
    </mj-section>
    <mj-raw>[[#when]]</mj-raw>
    <mj-section padding="8px 32px 0" css-class="side">
      <mj-column background-color="#eef4fc" border-left="4px solid #1f4f8f" padding="14px 20px" width="60%" css-class="when">
        <mj-text css-class="quiet" font-size="14px" line-height="22px" color="#566070">[[lead]]</mj-text>
        <mj-text css-class="time" font-size="36px" line-height="44px" font-weight="700">[[time]]<span style="font-size:18px;font-weight:400"> [[end]]</span></mj-text>
        <mj-text font-size="16px" line-height="24px">[[date]]</mj-text>
        <mj-text css-class="quiet" font-size="14px" line-height="22px" color="#566070">[[zone]]</mj-text>
      </mj-column>
      <mj-column padding="14px 0 14px 20px" width="40%" css-class="host">
        <mj-raw>[[#host]]</mj-raw>
        <mj-text css-class="quiet" font-size="14px" line-height="22px" color="#566070">[[lead]]</mj-text>
        <mj-text css-class="time" font-size="22px" line-height="32px" font-weight="600">[[time]]</mj-text>
        <mj-text css-class="quiet" font-size="14px" line-height="22px" color="#566070">[[date]], [[zone]]</mj-text>
        <mj-raw>[[/host]]</mj-raw>
      </mj-column>
    </mj-section>
    <mj-raw>[[/when]]</mj-raw>
    <mj-raw>[[#hasDetails]]</mj-raw>
    <mj-section padding="14px 32px 0" css-class="side">
      <mj-column>
        <mj-table padding="0" color="#1b2430">[[#details]]<tr class="row"><td class="quiet" style="${LABEL}">[[label]]</td><td style="${VALUE}">[[value]]</td></tr>[[/details]]</mj-table>
      </mj-column>
    </mj-section>
    <mj-raw>[[/hasDetails]]</mj-raw>
    <mj-raw>[[#cards]]</mj-raw>
    <mj-section padding="18px 32px 0" css-class="side">
      <mj-column>
        <mj-table padding="0" color="#1b2430">
          <tr><td class="line" colspan="2" style="border-top:1px solid #d5dbe4;padding:14px 0 4px"><h2 style="margin:0;font-size:17px;line-height:25px;font-weight:600">[[heading]]</h2></td></tr>
          [[#details]]<tr class="row"><td class="quiet" style="${LABEL}">[[label]]</td><td style="${VALUE}">[[value]]</td></tr>[[/details]]
          [[#lines]]<tr><td colspan="2" style="padding:4px 0;font-size:16px;line-height:24px;color:#1b2430">[[.]]</td></tr>[[/lines]]
          [[#hasLinks]]<tr><td colspan="2" style="padding:6px 0 0;font-size:16px;line-height:30px">[[#links]]<a class="link" href="[[url]]" style="display:inline-block;margin-right:22px;padding:6px 0;color:#1f4f8f;font-weight:600">[[label]]</a>[[/links]]</td></tr>[[/hasLinks]]
        </mj-table>
      </mj-column>
    </mj-section>
    <mj-raw>[[/cards]]</mj-raw>
    <mj-section padding="24px 32px 32px" border-radius="0 0 10px 10px" css-class="side">
      <mj-column>
        <mj-button css-class="button" href="[[buttonUrl]]" align="left" background-color="#1f4f8f" color="#ffffff" border-radius="8px" font-size="17px" font-weight="600" line-height="24px" inner-padding="13px 26px" padding="0">[[buttonLabel]]</mj-button>
      </mj-column>
    </mj-section>
    <mj-section background-color="#eef1f5" padding="16px 32px 32px" css-class="outside">
      <mj-column><mj-text css-class="quiet"><p style="margin:0;${SMALL}" class="quiet">[[footer]]</p>[[#preferences]]<p style="margin:8px 0 0;${SMALL}" class="quiet"><a class="quiet" href="[[preferencesUrl]]">[[preferencesLabel]]</a></p>[[/preferences]]</mj-text></mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
