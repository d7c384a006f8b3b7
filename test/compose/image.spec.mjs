import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { compose, inRoot, readText } from './compose-file.mjs';

const instructions = readText('deploy/docker/Dockerfile')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ', 1)[0], rest: line.slice(line.indexOf(' ') + 1) }));
const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
const argumentsOf = ({ rest }) => rest.split(' ').filter((part) => !part.startsWith('--'));
/** Files and folders of the checkout that the last stage has, besides `dist` and packages. */
const copied = lastStage
  .filter(({ name, rest }) => name === 'COPY' && !rest.includes('--from='))
  .flatMap((each) => argumentsOf(each).slice(0, -1));

describe('the image', () => {
  it('copies what is there, and what .dockerignore lets through', () => {
    const allowed = readText('.dockerignore').match(/(?<=^!).+/gm);
    for (const instruction of instructions.filter(
      ({ name, rest }) => name === 'COPY' && !rest.includes('--from='),
    )) {
      for (const source of argumentsOf(instruction).slice(0, -1)) {
        expect({ source, there: existsSync(inRoot(source)) }).toEqual({ source, there: true });
        expect(allowed).toContain(source.split('/')[0]);
      }
    }
  });

  it('does not run as root, and has no development packages', () => {
    expect(lastStage).toContainEqual({ name: 'USER', rest: 'node' });
    for (const { rest } of instructions.filter(({ rest }) => rest.includes('npm ci')))
      expect(rest).toContain('--omit=dev');
  });

  it('runs a Node version that package.json allows', () => {
    const [, least] = /^>=(\d+)/.exec(JSON.parse(readText('package.json')).engines.node);
    for (const { rest } of instructions.filter(({ name }) => name === 'FROM'))
      expect(Number(/node:(\d+)/.exec(rest)[1])).toBeGreaterThanOrEqual(Number(least));
  });

  it('holds every script that its containers run, with all that they import', () => {
    const scripts = Object.values(compose.services)
      .filter(({ build }) => build)
      .flatMap(({ command, healthcheck }) => [...command, ...(healthcheck?.test ?? [])])
      .filter((part) => part.startsWith('deploy/'));
    expect(new Set(scripts).size).toBe(3);
    for (const script of scripts) expect(copied).toEqual(expect.arrayContaining(importsOf(script)));
    const [program] = JSON.parse(lastStage.find(({ name }) => name === 'ENTRYPOINT').rest).slice(1);
    expect(copied).toContain(program);
  });
});

/** The script and what it imports, directly or not, relative to the checkout. */
function importsOf(script, known = new Set()) {
  if (known.has(script)) return [...known];
  known.add(script);
  for (const [, target] of readText(script).matchAll(/from '(\.[^']+)'/g))
    importsOf(path.join(path.dirname(script), target), known);
  return [...known];
}
