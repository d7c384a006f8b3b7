/**
 * `npm run mails`: pictures of the four archetypes of mails (seat, reminder, change, run of show) as a narrow and a wide
 * window shows them, in every language, into docs/mails/. Needs Chromium, and fonts for Japanese and Kannada (Debian:
 * chromium fonts-noto-core fonts-noto-cjk); names what is missing and makes nothing then.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { buildStep } from '../local/build.mjs';
import { createProgress, Trouble } from '../local/progress.mjs';
import { ROOT } from '../local/settings.mjs';
import { smallPng } from './small-png.mjs';

const ARCHETYPES = {
  seat: 'seat-confirmed',
  reminder: 'reminder',
  change: 'change-proposed',
  'run-of-show': 'run-of-show',
};
const LANGUAGES = ['en', 'vi', 'ja', 'it', 'kn'];
const WIDTHS = [360, 800];
/** A glyph of each script that mails are written in besides Latin. */
const GLYPHS = { Japanese: '席', Kannada: 'ಆ' };

const progress = createProgress();
try {
  await buildStep(progress);
  await takePictures(process.argv[2] ?? path.join(ROOT, 'docs/mails'));
} catch (error) {
  process.stderr.write(`${error instanceof Trouble ? error.message : error.stack}\n`);
  process.exitCode = 1;
}

async function takePictures(folder) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Trouble(`There is no Chromium at ${executablePath}; CHROMIUM=… names another.`);
  const { exampleMail } = await import(
    pathToFileURL(path.join(ROOT, 'dist/apps/notifications/src/testing/mails.js')).href
  );
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    for (const [script, glyph] of Object.entries(GLYPHS)) {
      if (!(await hasGlyph(browser, glyph)))
        throw new Trouble(`There is no font for ${script} (apt-get install fonts-noto-core fonts-noto-cjk).`);
    }
    for (const [name, kind] of Object.entries(ARCHETYPES)) {
      for (const language of LANGUAGES) {
        for (const width of WIDTHS) {
          await shoot(
            browser,
            exampleMail(kind, language).html,
            width,
            'light',
            path.join(folder, `${name}-${language}-${width}.png`),
          );
        }
      }
    }
    await shoot(
      browser,
      exampleMail('reminder', 'en').html,
      360,
      'dark',
      path.join(folder, 'reminder-en-360-dark.png'),
    );
  } finally {
    await browser.close();
  }
}

async function shoot(browser, html, width, colorScheme, file) {
  const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme });
  await page.setContent(html);
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  if (needed > width) throw new Trouble(`${path.basename(file)} needs ${needed} pixels of width.`);
  writeFileSync(file, smallPng(await page.screenshot({ fullPage: true })));
  await page.close();
}

/** Whether a glyph is drawn as something else than the box for what no font has. */
async function hasGlyph(browser, glyph) {
  const page = await browser.newPage();
  const drawn = (text) =>
    page.evaluate((words) => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      context.font = '40px sans-serif';
      context.fillText(words, 10, 60);
      return canvas.toDataURL();
    }, text);
  const isThere = (await drawn(glyph)) !== (await drawn('\u{10FFFD}'));
  await page.close();
  return isThere;
}
