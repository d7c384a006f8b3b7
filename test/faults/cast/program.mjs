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

/**
 * What of these edits no longer fits what is built: a planted bug that can't be planted shows nothing.
 *
 * @param {import('../planted/bugs.mjs').Edit[]} edits
 * @returns {string[]}
 */
export function whyUnfit(edits, root = ROOT) {
  return edits.flatMap(({ file, search }) => {
    const times = readFileSync(path.join(root, 'dist', file), 'utf8').split(search).length - 1;
    return times === 1 ? [] : [`${file} must have this exactly once, not ${times} times:\n${search}`];
  });
}

function applyEdit(root, edit) {
  const { file, search, replace } = edit;
  const target = path.join(root, 'dist', file);
  const [unfit] = whyUnfit([edit], root);
  if (unfit) throw new Error(`planted bug: ${unfit}`);
  const before = readFileSync(target, 'utf8');
  writeFileSync(
    target,
    before.replace(search, () => replace),
  );
}
