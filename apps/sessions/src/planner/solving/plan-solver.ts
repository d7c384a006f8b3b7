import { Worker } from 'node:worker_threads';
import type { PlanModel } from './plan-model.rules.js';

/** How far a stage has come: the best known, and what no solution can be better than, in the model's units. */
export interface StageBounds {
  readonly reached: number;
  readonly bound: number;
}

export type Stage = 'worst' | 'total' | 'changes';

export interface SolverProgress {
  readonly stage: Stage;
  readonly elapsedMs: number;
  /** Null until a solution is known. */
  readonly incumbent: number | null;
  readonly bound: number;
}

export type SolverResult =
  /** A stage that is missing was not begun. */
  | {
      readonly kind: 'solved';
      readonly chosen: readonly number[];
      readonly bounds: Partial<Record<Stage, StageBounds>>;
      readonly elapsedMs: number;
    }
  | { readonly kind: 'infeasible'; readonly constraints: readonly number[]; readonly isIrreducible: boolean }
  | { readonly kind: 'out-of-time' };

export interface SolverOptions {
  /** How much worse than necessary the worst city may fare for a smaller total; in the model's units. */
  readonly tolerance: number;
  readonly timeLimitMs: number;
  /** For naming what clashes. */
  readonly clashLimitMs: number;
  readonly onProgress?: (progress: SolverProgress) => void;
  /** Ends the solve at once. */
  readonly signal?: AbortSignal;
}

type Message =
  | ({ readonly kind: 'progress' } & SolverProgress)
  | { readonly kind: 'failed'; readonly message: string }
  | SolverResult;

/**
 * Solves models in a thread of its own, which HiGHS blocks. One at a time; a thread that has finished is kept for the
 * next, warm.
 */
export class PlanSolver {
  private worker: Worker | undefined;

  /** @throws the signal's reason when it was ended; Error when HiGHS failed */
  solve(model: PlanModel, { signal, onProgress, ...limits }: SolverOptions): Promise<SolverResult> {
    signal?.throwIfAborted();
    const worker = this.worker ?? startWorker();
    // Taken: who comes meanwhile has one of their own.
    this.worker = undefined;
    worker.removeAllListeners();
    worker.ref();
    return new Promise<SolverResult>((resolve, reject) => {
      const settle = (keep: boolean, end: () => void) => {
        signal?.removeEventListener('abort', abort);
        worker.removeAllListeners();
        if (keep && !this.worker) this.keep(worker);
        else void worker.terminate();
        end();
      };
      const abort = () => settle(false, () => reject(signal!.reason as Error));
      signal?.addEventListener('abort', abort, { once: true });
      worker.on('message', (message: Message) => {
        if (message.kind === 'progress') onProgress?.(message);
        else if (message.kind === 'failed') settle(false, () => reject(new Error(message.message)));
        else settle(true, () => resolve(message));
      });
      worker.on('error', (error) => settle(false, () => reject(error)));
      worker.on('exit', () => settle(false, () => reject(new Error('The thread of the planner has ended.'))));
      worker.postMessage({ model, ...limits });
    });
  }

  private keep(worker: Worker): void {
    const forget = () => {
      if (this.worker === worker) this.worker = undefined;
    };
    worker.on('error', forget).on('exit', forget).unref();
    this.worker = worker;
  }

  /** Ends the thread that is kept. */
  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./highs.worker.js', import.meta.url), { execArgv: [] });
}
