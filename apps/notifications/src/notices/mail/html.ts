import mjml from 'mjml-core';
import presetCore from 'mjml-preset-core';
import { LAYOUT } from './layout.js';
import type { MailPage, Piece } from './page.js';
import { Template } from './template.js';

/** The layout as HTML, compiled once. */
const template = await compile(LAYOUT);

/**
 * A mail as HTML: one column that fits a phone; tables and inline styles, because mail programs drop style sheets and
 * some know no other way to bound a width.
 */
export function renderHtml(page: MailPage): Piece[] {
  const {
    language,
    label,
    heading,
    greeting,
    paragraphs,
    when,
    details,
    cards,
    button,
    footer,
    preferences,
  } = page;
  return template.fill(
    {
      language,
      label,
      heading,
      greeting,
      paragraphs: [...paragraphs],
      preview: paragraphs[0] ?? '',
      when: when && { ...when, end: when.end ?? '', host: when.host && { ...when.host } },
      hasDetails: details.length > 0,
      details: details.map((detail) => ({ ...detail })),
      cards: cards.map((card) => ({
        heading: card.heading,
        details: card.details.map((detail) => ({ ...detail })),
        lines: [...(card.lines ?? [])],
        hasLinks: (card.links ?? []).length > 0,
        links: (card.links ?? []).map((link) => ({ ...link })),
      })),
      buttonUrl: button.url,
      buttonLabel: button.label,
      footer,
      preferences: preferences && { preferencesUrl: preferences.url, preferencesLabel: preferences.label },
    },
    escapeHtml,
  );
}

async function compile(layout: string): Promise<Template> {
  const { html, errors } = await mjml.default(layout, {
    presets: [presetCore],
    validationLevel: 'strict',
    useMjmlConfigOptions: false,
    fonts: {},
  });
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  // Indentation is a third of it, in every one of a hundred thousand mails.
  return new Template(html.replaceAll(/^\s+/gm, ''));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
