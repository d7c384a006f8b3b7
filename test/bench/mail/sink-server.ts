import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

const END = Buffer.from('\r\n.\r\n');

/**
 * An SMTP server that accepts every mail as fast as it can and looks at nothing but how it ends (RFC 5321). A process of
 * its own, as mail servers are: what it costs is neither side's.
 */
class SinkServer {
  /** Mails accepted, and those among them that had a calendar part and began and ended as they should. */
  accepted = 0;
  whole = 0;
  private readonly server: Server = createServer((socket) => this.serve(socket));

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private serve(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.write('220 sink\r\n');
    let inData = false;
    let held: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      for (;;) {
        const end = held.indexOf(inData ? END : '\r\n');
        if (end < 0) return;
        const text = held.subarray(0, end);
        held = held.subarray(end + (inData ? END.length : 2));
        if (inData) this.take(text);
        const reply = inData ? '250 ok' : replyTo(text.toString('latin1').slice(0, 4).toUpperCase());
        inData = reply.startsWith('354');
        socket.write(`${reply}\r\n`);
      }
    });
  }

  private take(mail: Buffer): void {
    this.accepted++;
    if (mail.includes('text/calendar') && mail.includes('text/html')) this.whole++;
  }
}

function replyTo(command: string): string {
  if (command === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250 8BITMIME';
  if (command === 'DATA') return '354 go on';
  return command === 'QUIT' ? '221 bye' : '250 ok';
}

const sink = new SinkServer();
await sink.listen();
process.send!({ url: sink.url });
process.on('message', () => process.send!({ accepted: sink.accepted, whole: sink.whole }));
process.on('disconnect', () => process.exit());
