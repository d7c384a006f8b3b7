import type { MailPage, TimeBlock } from './page.js';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const QUIET = 'color:#5b6470;font-size:14px;line-height:20px';

/**
 * A mail as HTML: one column that fits a phone, styles inline and a table around it, because mail programs drop style
 * sheets and some know no other way to bound a width. No picture and nothing from elsewhere is loaded.
 */
export function renderHtml(page: MailPage): string {
  return `<!doctype html>
<html lang="${escape(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escape(page.heading)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f5f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px"><tr><td style="padding:32px 28px;${FONT};color:#1c2430;font-size:16px;line-height:24px">
<p style="margin:0 0 16px">${escape(page.greeting)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:28px">${escape(page.heading)}</h1>
${page.paragraphs.map((text) => `<p style="margin:0 0 16px">${escape(text)}</p>`).join('\n')}
${page.when ? when(page.when) : ''}
${page.details.map(({ label, value }) => `<p style="margin:0 0 8px"><span style="${QUIET}">${escape(label)}</span><br>${escape(value)}</p>`).join('\n')}
<p style="margin:24px 0 0"><a href="${escape(page.button.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f4f8f;color:#ffffff;text-decoration:none;font-weight:600">${escape(page.button.label)}</a></p>
</td></tr></table>
<p style="max-width:560px;margin:16px auto 0;${FONT};${QUIET}">${escape(page.footer)}</p>
</td></tr></table>
</body>
</html>
`;
}

function when({ lead, time, date, zone, host }: TimeBlock): string {
  return `<div style="margin:24px 0;padding:16px 20px;border-left:4px solid #1f4f8f;background:#f4f7fb">
<div style="${QUIET}">${escape(lead)}</div>
<div style="font-size:32px;line-height:40px;font-weight:700">${escape(time)}</div>
<div>${escape(date)}</div>
<div style="${QUIET}">${escape(zone)}</div>
${host ? `<div style="margin-top:8px;${QUIET}">${escape(host)}</div>` : ''}
</div>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
