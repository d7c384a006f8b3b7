import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ANONYMOUS, FindEvents, FindScheduleVersions, SessionSignalled, type Actor } from '#contracts';
import { Requests, Signals } from '#platform';
import { one } from '../http/one.js';
import { encoded, type Encoding } from './content-encodings.js';

/** So old may what is known of an event's version be. */
const FRESH_MS = 1_000;
/** Rendered schedules kept, and their bytes; the one that was not asked for the longest goes first. */
const MOST_ENTRIES = 1_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** A rendered reply. */
export interface RenderedSchedule {
  readonly eventId: string;
  readonly version: string;
  /** Of its bytes before encoding. */
  readonly digest: string;
  readonly bytes: Readonly<Record<Encoding, Buffer>>;
}

interface KnownVersion {
  readonly version: string;
  /** When it was asked for: it was right at that time, or later. */
  readonly asOf: number;
}

/**
 * The published schedules of events as bytes, rendered once per version and address (query included) for all who see what
 * anybody sees. What is served was right at most one second before the request came: a version that was asked for longer
 * ago is asked for again before anything is served. A signal that a session has changed makes that happen at once; a
 * lost signal costs no more than the second. Whoever may see drafts is never served from here.
 */
@Injectable()
export class ScheduleCache implements OnModuleInit {
  /** By address; a Map keeps the order of insertion, and what is asked for is put at the end once a second. */
  private readonly rendered = new Map<string, RenderedSchedule>();
  private bytes = 0;
  private readonly versions = new Map<string, KnownVersion>();
  private readonly asking = new Map<string, Promise<string>>();
  private readonly rendering = new Map<string, Promise<RenderedSchedule>>();

  constructor(
    private readonly requests: Requests,
    private readonly signals: Signals,
  ) {}

  onModuleInit(): void {
    this.signals.listen(SessionSignalled, ({ eventId }) => {
      this.versions.delete(eventId);
      // An answer that is on its way may be from before the change.
      this.asking.delete(eventId);
    });
  }

  /** Asks for every version again before anything is served: something has been changed through this gateway. */
  forgetVersions(): void {
    this.versions.clear();
    this.asking.clear();
  }

  /** Who sees exactly what anybody sees. */
  isFor(actor: Actor): boolean {
    return actor.kind === 'anonymous' || (actor.kind === 'person' && actor.grants.length === 0);
  }

  /** What may be served for this address right now, without asking anybody. */
  fresh(address: string): RenderedSchedule | undefined {
    const found = this.rendered.get(address);
    if (!found) return undefined;
    const known = this.versions.get(found.eventId);
    const isFresh = known?.version === found.version && performance.now() - known.asOf < FRESH_MS;
    return isFresh ? found : undefined;
  }

  /**
   * What may be served for this address, asked for and rendered if need be: once for all who want it.
   * @param render the reply's text, as anybody sees it
   * @throws RuleViolation `not-found` for an event that anybody may not see
   */
  async read(address: string, eventId: string, render: () => Promise<string>): Promise<RenderedSchedule> {
    const version = await this.version(eventId);
    const found = this.rendered.get(address);
    if (found?.version === version) {
      this.keep(address, found);
      return found;
    }
    const name = `${version} ${address}`;
    const rendering =
      this.rendering.get(name) ??
      this.render(address, eventId, version, render).finally(() => this.rendering.delete(name));
    this.rendering.set(name, rendering);
    return rendering;
  }

  /** Rendered after its version was read: a change in between makes it newer than it says, which the next look mends. */
  private async render(
    address: string,
    eventId: string,
    version: string,
    render: () => Promise<string>,
  ): Promise<RenderedSchedule> {
    const text = await render();
    const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    const schedule = { eventId, version, digest, bytes: await encoded(text) };
    this.keep(address, schedule);
    return schedule;
  }

  private version(eventId: string): Promise<string> {
    const known = this.versions.get(eventId);
    if (known && performance.now() - known.asOf < FRESH_MS) return Promise.resolve(known.version);
    const asked = this.asking.get(eventId);
    if (asked) return asked;
    const asking: Promise<string> = this.askVersion(
      eventId,
      () => this.asking.get(eventId) === asking,
    ).finally(() => {
      if (this.asking.get(eventId) === asking) this.asking.delete(eventId);
    });
    this.asking.set(eventId, asking);
    return asking;
  }

  private async askVersion(eventId: string, isCurrent: () => boolean): Promise<string> {
    const asOf = performance.now();
    const options = { actor: ANONYMOUS };
    const [events, versions] = await Promise.all([
      this.requests.ask(FindEvents, { ids: [eventId] }, options),
      this.requests.ask(FindScheduleVersions, { eventIds: [eventId] }, options),
    ]);
    const event = one(events, 'event', eventId);
    const version = `${event.version}/${versions.items[0]?.version ?? 'none'}`;
    if (isCurrent()) this.know(eventId, { version, asOf });
    return version;
  }

  private know(eventId: string, known: KnownVersion): void {
    this.versions.delete(eventId);
    this.versions.set(eventId, known);
    if (this.versions.size > MOST_ENTRIES) this.versions.delete(this.versions.keys().next().value!);
  }

  private keep(address: string, schedule: RenderedSchedule): void {
    this.forget(address);
    this.rendered.set(address, schedule);
    this.bytes += sizeOf(schedule);
    while (this.rendered.size > MOST_ENTRIES || this.bytes > MOST_BYTES) {
      this.forget(this.rendered.keys().next().value!);
    }
  }

  private forget(address: string): void {
    const found = this.rendered.get(address);
    if (!found) return;
    this.rendered.delete(address);
    this.bytes -= sizeOf(found);
  }
}

function sizeOf({ bytes }: RenderedSchedule): number {
  return bytes.br.length + bytes.gzip.length + bytes.identity.length;
}
