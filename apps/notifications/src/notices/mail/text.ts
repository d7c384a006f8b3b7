import type { MailPage, TimeBlock } from './page.js';

/** A mail as plain text. */
export function renderText(page: MailPage): string {
  const blocks = [
    page.greeting,
    page.heading,
    ...page.paragraphs,
    ...(page.when ? [whenLines(page.when)] : []),
    ...(page.details.length > 0
      ? [page.details.map(({ label, value }) => `${label}: ${value}`).join('\n')]
      : []),
    `${page.button.label}: ${page.button.url}`,
    // The usual mark of what follows the message itself (RFC 3676 section 4.3).
    `-- \n${page.footer}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function whenLines({ lead, time, date, zone, host }: TimeBlock): string {
  const lines = [`${lead}: ${time}, ${date} (${zone})`];
  if (host) lines.push(host);
  return lines.join('\n');
}
