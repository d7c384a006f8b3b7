import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, detached?: boolean, input?: string, onStart?: (pid: number) => void }} [options]
 * @returns {Promise<{ code: number | null, output: string, errors: string }>}
 */
export function runProgram(command, args, { env, cwd, detached, input = '', onStart } = {}) {
  const child = spawn(command, args, { env, cwd, detached });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  if (child.pid) onStart?.(child.pid);
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors += data));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output, errors }));
  });
}
