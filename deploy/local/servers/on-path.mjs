import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** The file that a shell would run for this name; undefined when PATH has none. */
export function findOnPath(program) {
  const candidates = (process.env.PATH ?? '').split(path.delimiter).map((dir) => path.join(dir, program));
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}
