import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../deploy/local/settings.mjs';

/**
 * Copies the built services and the launcher into a folder of the run, so that neither a build meanwhile nor a planted
 * bug reaches anybody else.
 *
 * @param {string} folder
 * @param {import('../planted/bugs.mjs').Edit[]} [edits] of built files, for planted bugs
 * @returns the root of the copy, laid out as the checkout
 */
export function copyProgram(folder, edits = []) {
  const root = path.join(folder, 'program');
  mkdirSync(root);
  for (const part of ['dist', 'deploy', 'package.json'])
    cpSync(path.join(ROOT, part), path.join(root, part), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  for (const edit of edits) applyEdit(root, edit);
  return root;
}

function applyEdit(root, { file, search, replace }) {
  const target = path.join(root, 'dist', file);
  const before = readFileSync(target, 'utf8');
  if (before.split(search).length !== 2) {
    throw new Error(`planted bug: ${file} must have this exactly once:\n${search}`);
  }
  writeFileSync(
    target,
    before.replace(search, () => replace),
  );
}
