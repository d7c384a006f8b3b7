import type { Bench, BenchOptions, OpenBench } from '../frame.js';
import { Mailing } from './mailing.js';

const MAILS = 10_000;
const SHARE = 10;
const LOOK_MS = 50;

export const mailMemoryBench: Bench = {
  name: 'mail-memory',
  about:
    `mail-memory: the most memory that a process has while ${MAILS} (--size) mails go out, against a tenth as many. All but\n` +
    `the sink, the database and the brokers is in this process, and so are the same people in both cases.`,
  goals: [{ name: 'peak', value: 'peakMb', unit: 'MB', ours: 'all', other: 'tenth', atMost: 1.5 }],
  open,
};

async function open({ size: mails = MAILS }: BenchOptions): Promise<OpenBench> {
  const mailing = await Mailing.start(mails);
  const peakWhileSending = async (count: number) => {
    let peak = 0;
    const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
    const timer = setInterval(look, LOOK_MS);
    await mailing.send(count).finally(() => clearInterval(timer));
    return { peakMb: peak / 1_048_576 };
  };
  return {
    sides: {
      tenth: () => peakWhileSending(mails / SHARE),
      // What warms up need not be as many.
      all: (round) => peakWhileSending(round === 0 ? mails / SHARE : mails),
    },
    invariants: () => mailing.invariants(),
    close: () => mailing.stop(),
  };
}
