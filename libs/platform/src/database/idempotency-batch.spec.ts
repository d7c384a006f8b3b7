import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, RuleViolation } from '#contracts';
import { DataSource } from 'typeorm';
import { Deadline } from '../context/deadline.js';
import type { RequestContext } from '../context/request-context.js';
import { newTrace } from '../context/trace.js';
import { startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';
import type { Outcome } from './idempotency-batch.js';
import { Transactions, type Tx } from './transactions.js';

interface Add {
  context: RequestContext;
  by: number;
  how?: 'refuse' | 'fail';
}

const add = (by: number, { key, how }: { key?: string; how?: Add['how'] } = {}): Add => ({
  by,
  ...(how && { how }),
  context: {
    trace: newTrace(),
    actor: ANONYMOUS,
    deadline: Deadline.in(10_000),
    operation: { subject: 'req.events.add.v1', bodyHash: String(by) },
    ...(key && { idempotencyKey: key }),
  },
});

describe('a batch of commands', () => {
  let service: TestService;
  let transactions: Transactions;
  beforeAll(async () => {
    service = await startSample();
    transactions = service.app.get(Transactions);
  });
  afterAll(() => service.stop());

  /** Adds each to the counter, one by one; the reply is the total then. */
  async function work(
    { manager }: Tx,
    _commands: readonly Add[],
    fresh: Promise<readonly Add[]>,
  ): Promise<Map<Add, Outcome<number>>> {
    const outcomes = new Map<Add, Outcome<number>>();
    for (const command of await fresh) {
      if (command.how === 'refuse') {
        outcomes.set(command, { kind: 'refused', error: new RuleViolation('event.state', 'no') });
        continue;
      }
      if (command.how === 'fail') await manager.query('SELECT 1 / 0');
      const [[{ total }]] = await manager.query<[[{ total: number }]]>(
        'UPDATE counter SET total = total + $1 RETURNING total',
        [command.by],
      );
      outcomes.set(command, { kind: 'done', reply: total });
    }
    return outcomes;
  }
  const run = async (commands: Add[], waitMs = 5_000) => {
    const outcomes = await transactions.batch<Add, number>(commands, work, { waitMs });
    return commands.map((command) => {
      const outcome = outcomes.get(command)!;
      if (outcome.kind === 'refused') return outcome.error instanceof RuleViolation && outcome.error.code;
      return outcome.kind === 'done' ? outcome.reply : outcome.kind;
    });
  };
  const total = async () => (await service.sql<{ total: number }>('SELECT total FROM counter'))[0]!.total;
  const ownerOfKey = (key: string) => service.sql('SELECT reply FROM idempotency WHERE key = $1', [key]);

  it('answers each in its order, in one transaction', async () => {
    const before = await total();
    expect(await run([add(1), add(10), add(100)])).toEqual([before + 1, before + 11, before + 111]);
  });

  it('does what has the same key once, and refuses another body', async () => {
    const before = await total();
    const commands = () => [add(1, { key: 'twin' }), add(1, { key: 'twin' }), add(2, { key: 'twin' })];
    const replies = [before + 1, before + 1, 'idempotency.reused'];
    expect(await run(commands())).toEqual(replies);
    expect(await run([...commands(), add(5)])).toEqual([...replies, before + 6]);
    expect(await total()).toBe(before + 6);
  });

  it('remembers nothing of what is refused', async () => {
    expect(await run([add(1, { key: 'later', how: 'refuse' }), add(1)])).toEqual([
      'event.state',
      await total(),
    ]);
    expect(await ownerOfKey('later')).toEqual([]);
    expect(await run([add(1, { key: 'later' })])).toEqual([await total()]);
  });

  it('is run one by one when it fails, so that one fails nobody else', async () => {
    const before = await total();
    const commands = [add(1, { key: 'first' }), add(2, { how: 'fail' }), add(4, { key: 'last' })];
    expect(await run(commands)).toEqual([before + 1, false, before + 5]);
    expect(await total()).toBe(before + 5);
  });

  it('gives the reply of another transaction that has taken the key meanwhile', async () => {
    const before = await total();
    const other = service.app.get(DataSource).createQueryRunner();
    await other.startTransaction();
    await other.query(
      `INSERT INTO idempotency VALUES ('anonymous', 'req.events.add.v1', 'race', '1', '"theirs"')`,
    );
    const running = run([add(1, { key: 'race' }), add(2)]);
    const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    await waitFor(async () => (await service.sql(waits)).length);
    await other.commitTransaction();
    await other.release();
    expect(await running).toEqual(['theirs', before + 2]);
  });

  it('does not wait for ever for a key, and neighbours do not suffer', async () => {
    const before = await total();
    const other = service.app.get(DataSource).createQueryRunner();
    await other.startTransaction();
    await other.query(`INSERT INTO idempotency VALUES ('anonymous', 'req.events.add.v1', 'held', '1')`);
    expect(await run([add(1, { key: 'held' }), add(2)], 50)).toEqual(['idempotency.in-flight', before + 2]);
    await other.rollbackTransaction();
    await other.release();
    expect(await run([add(1, { key: 'held' })])).toEqual([before + 3]);
  });
});
