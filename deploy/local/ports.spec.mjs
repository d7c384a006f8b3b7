import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createPorts } from './ports.mjs';

const PORTS = JSON.stringify(new URL('./ports.mjs', import.meta.url).href);

describe('ports', () => {
  let folder;
  const others = [];
  const newFolder = (name) => {
    const created = path.join(folder, name);
    mkdirSync(created);
    return created;
  };
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'meridian-ports-'))));
  afterEach(async () => {
    for (const other of others.splice(0)) await other.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Another checkout: it has released the gateway's port for its program, which is not listening yet. */
  async function otherCheckout() {
    const lines = `
      const { createPorts } = await import(${PORTS});
      const { port, release } = await createPorts(process.argv[1]).reserve('gateway');
      await release();
      console.log(port);
      process.stdin.resume();`;
    const args = ['--input-type=module', '-e', lines, newFolder('other')];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const end = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    others.push({ end });
    const [line] = await once(createInterface(child.stdout), 'line');
    return { port: Number(line), end };
  }

  const reserve = async (folder, preferred) => {
    const { port, release } = await createPorts(folder).reserve('gateway', preferred);
    await release();
    return port;
  };

  it('leaves a port to the process that has released it for a program, until that process ends', async () => {
    const other = await otherCheckout();
    expect(await reserve(newFolder('mine'), other.port)).not.toBe(other.port);

    await other.end();
    expect(await reserve(newFolder('later'), other.port)).toBe(other.port);
  });

  it('gives a name the port of the run before', async () => {
    const other = await otherCheckout();
    await other.end();
    expect(await reserve(path.join(folder, 'other'))).toBe(other.port);
  });

  it('gives it another one while a stranger listens there', async () => {
    const other = await otherCheckout();
    await other.end();
    const stranger = createServer().listen(other.port, '127.0.0.1');
    await once(stranger, 'listening');
    expect(await reserve(path.join(folder, 'other'))).not.toBe(other.port);
    stranger.close();
  });

  it('hands out ports that the kernel gives to no connection', async () => {
    const ports = createPorts(newFolder('mine'));
    for (const name of ['nats', 'redis', 'postgres']) expect(await ports.pick(name)).toBeLessThan(32_768);
  });
});
