import type { Detail, Line, MailPage, Piece, TimeBlock } from './page.js';

/** A mail as plain text: the same as its HTML, in the same order. */
export function renderText(page: MailPage): Piece[] {
  const blocks: Line[] = [
    page.greeting,
    `${page.label}${/[?？]$/.test(page.label) ? '' : ':'} ${page.heading}`,
    ...page.paragraphs,
    ...(page.when ? [whenLines(page.when)] : []),
    ...(page.details.length > 0 ? [detailLines(page.details)] : []),
    ...page.cards.map(({ heading, details, lines = [], links = [] }) =>
      [
        `* ${heading}`,
        ...details.map(lineOf),
        ...lines,
        ...links.map(({ label, url }) => `${label}: ${url}`),
      ].join('\n  '),
    ),
    [`${page.button.label}: `, ...piecesOf(page.button.url)],
    // The usual mark of what follows the message itself (RFC 3676 section 4.3).
    footerOf(page),
  ];
  return blocks.flatMap((block, index) => [...(index > 0 ? ['\n\n'] : []), ...piecesOf(block)]);
}

const footerOf = ({ footer, preferences }: MailPage): Line => [
  `-- \n${footer}\n`,
  ...(preferences ? [`${preferences.label}: `, ...piecesOf(preferences.url), '\n'] : []),
];
const piecesOf = (line: Line): readonly Piece[] => (typeof line === 'string' ? [line] : line);
const lineOf = ({ label, value }: Detail): string => `${label}: ${value}`;
const detailLines = (details: readonly Detail[]): string => details.map(lineOf).join('\n');

function whenLines({ lead, time, end, date, zone, host }: TimeBlock): string {
  const lines = [`${lead}: ${end ? `${time} ${end}` : time}, ${date} (${zone})`];
  if (host) lines.push(`${host.lead}: ${host.time}, ${host.date} (${host.zone})`);
  return lines.join('\n');
}
