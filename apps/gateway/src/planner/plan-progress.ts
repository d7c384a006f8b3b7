import { EventEmitter, on } from 'node:events';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { FindPlans, PlanSignalled, type Plan, type SignalDataOf } from '#contracts';
import { currentContext, Deadline, Requests, runInContext, Signals } from '#platform';

type Progress = SignalDataOf<typeof PlanSignalled>;

/** Signals may be lost, the last one too: the plan itself is looked at so often. */
const LOOK_MS = 2_000;
const ASK_MS = 5_000;

/** How running plans come along, as server-sent events (HTML section 9.2). */
@Injectable()
export class PlanProgress implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly heard = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();

  constructor(
    private readonly signals: Signals,
    private readonly requests: Requests,
  ) {}

  onApplicationBootstrap(): void {
    this.signals.listen(PlanSignalled, (progress) => this.heard.emit(progress.id, progress));
  }

  beforeApplicationShutdown(): void {
    this.closing.abort();
  }

  /**
   * `progress` events while it runs, each when there is something new, and at last one `ended` with the plan.
   * @param signal ends the stream
   */
  async *stream(plan: Plan, signal: AbortSignal): AsyncGenerator<string> {
    const stopping = AbortSignal.any([signal, this.closing.signal]);
    let last = '';
    let current: Plan | undefined = plan;
    const looks = setInterval(() => this.heard.emit(plan.id, null), LOOK_MS);
    try {
      const heard = on(this.heard, plan.id, { signal: stopping }) as AsyncIterator<[Progress | null]>;
      while (current?.status === 'running') {
        const { id, status, progress } = current;
        const text: string = eventOf('progress', { id, status, progress });
        if (text !== last && progress) yield (last = text);
        current = await this.next(current, heard);
      }
      if (current) yield eventOf('ended', current);
    } catch (error) {
      if (!stopping.aborted) throw error;
    } finally {
      clearInterval(looks);
    }
  }

  /** The plan after the next signal of it, or after the next look at it. */
  private async next(plan: Plan, heard: AsyncIterator<[Progress | null]>): Promise<Plan | undefined> {
    const { value, done } = await heard.next();
    if (done) return undefined;
    const [signal] = value;
    return signal?.status === 'running' ? { ...plan, progress: signal.progress } : this.look(plan.id);
  }

  private async look(id: string): Promise<Plan | undefined> {
    const context = { ...currentContext(), deadline: Deadline.in(ASK_MS) };
    const { items } = await runInContext(context, () => this.requests.ask(FindPlans, { ids: [id] }));
    return items[0];
  }
}

const eventOf = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
