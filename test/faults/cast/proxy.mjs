import { connect, createServer } from 'node:net';

/**
 * A TCP connection's way between a process and a server, which can break: cut (both ends see a reset), refused, or
 * frozen (nothing passes and nobody is told, as in a partition).
 *
 * @param {{ host?: string, port: number }} target
 */
export async function openProxy({ host = '127.0.0.1', port }) {
  /** @type {Set<import('node:net').Socket[]>} */
  const pairs = new Set();
  let isFrozen = false;
  let isRefusing = false;

  const server = createServer((client) => {
    if (isRefusing) return client.destroy();
    const upstream = connect(port, host);
    const pair = [client, upstream];
    pairs.add(pair);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      from.setNoDelay(true);
      from.on('data', (data) => to.write(data) || from.pause());
      to.on('drain', () => isFrozen || from.resume());
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
      if (isFrozen) from.pause();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  const everySocket = () => [...pairs].flat();
  return {
    port: server.address().port,
    cut: () => everySocket().forEach((socket) => socket.resetAndDestroy()),
    refuse() {
      isRefusing = true;
      everySocket().forEach((socket) => socket.resetAndDestroy());
    },
    freeze() {
      isFrozen = true;
      everySocket().forEach((socket) => socket.pause());
    },
    heal() {
      isFrozen = false;
      isRefusing = false;
      everySocket().forEach((socket) => socket.resume());
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      everySocket().forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
