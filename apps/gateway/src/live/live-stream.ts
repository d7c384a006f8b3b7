import type { ServerResponse } from 'node:http';
import { allows, type Actor } from '#contracts';
import type { SentEvent } from './live-event.js';

/** Bytes that may wait for a slow reader. Beyond, the stream ends and the reader comes back for what it missed. */
const MOST_WAITING_BYTES = 256 * 1024;

/** One open stream. */
export class LiveStream {
  constructor(
    private readonly response: ServerResponse,
    /** Whose limit it counts in. */
    readonly address: string,
    /** Only of this programme; null is all. */
    private readonly programmeId: string | null,
    private actor: Actor,
    /** Who it is now, by what the request said; grants may have been taken away since. */
    private readonly identify: () => Promise<Actor>,
  ) {}

  /** Whether its reader may hear more than anybody. */
  get isPrivileged(): boolean {
    return this.actor.kind === 'person' && this.actor.grants.length > 0;
  }

  hears({ programmeId, audience }: Pick<SentEvent, 'programmeId' | 'audience'>): boolean {
    if (this.programmeId !== null && this.programmeId !== programmeId) return false;
    return audience === 'public' || allows(this.actor, 'draft.read', { programmeId });
  }

  /** @returns false when the reader is too slow, and was dropped */
  write(bytes: Buffer): boolean {
    if (this.response.writableLength > MOST_WAITING_BYTES) {
      this.response.destroy();
      return false;
    }
    this.response.write(bytes);
    return true;
  }

  end(): void {
    this.response.end();
  }

  /** Looks again who the reader is. One whose token is no longer valid hears nothing more. */
  async refreshActor(): Promise<void> {
    try {
      this.actor = await this.identify();
    } catch (error) {
      if ((error as { code?: string }).code === 'access.unauthenticated') this.end();
    }
  }
}
