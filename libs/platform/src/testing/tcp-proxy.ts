import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A server's second address, at which it can be made to be away. */
export interface TcpProxy {
  /** Of the server, through the proxy. */
  readonly url: string;
  /** Connections that were not taken so far. */
  readonly refused: number;
  /** Breaks every connection and takes no new ones. */
  cut(): void;
  /** Lets nothing more through of what the server says; connections stand until they are cut. */
  hush(): void;
  /** Takes connections again. */
  mend(): void;
  stop(): Promise<void>;
}

/** @param serverUrl of a server that listens on TCP, with its port */
export async function startTcpProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  /** The server's ends of connections, with the clients'. */
  const ways = new Map<Socket, Socket>();
  let isCut = false;
  let refused = 0;
  const server = createServer((near) => {
    if (isCut) {
      refused++;
      return near.destroy();
    }
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        ways.delete(socket);
        other.destroy();
      });
    }
    ways.set(far, near);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.toString(),
    get refused() {
      return refused;
    },
    cut,
    hush: () => {
      for (const [far, near] of ways) far.unpipe(near);
    },
    mend: () => {
      isCut = false;
    },
    stop: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
