import type { Conflict, Text } from '#contracts';
import type { PlacedSession } from '../relations/binding.rules.js';
import type { PartnerCopy } from '../programme/event.entity.js';
import type { CityClock } from '../scheduling/local-times.rules.js';
import type { Purpose } from '#time';
import type { Span } from './availability.rules.js';

/** A conflict before anything is suggested. */
export type Finding = Omit<Conflict, 'suggestion'>;

/** Who or what a session takes up. The same name in the same city is the same one in every event of a programme. */
export interface Resource {
  readonly key: string;
  readonly name: string;
  readonly city: string | null;
  /** When they can; null: at any time. */
  readonly spans: readonly Span[] | null;
}

/** The days of an event, by their dates and as instants, `to` not included. */
export interface EventDays extends Span {
  readonly title: Text;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** A session with a start, as far as conflicts look at it. Instants in milliseconds since the epoch. */
export interface Scheduled extends PlacedSession {
  readonly title: Text;
  readonly eventId: string;
  /** Of its event; null when they are not known. */
  readonly days: EventDays | null;
  readonly status: string;
  readonly local: string;
  readonly place: (Resource & { readonly id: string; readonly capacity: number | null }) | null;
  /** Those who have not declined. */
  readonly speakers: readonly Resource[];
  /** The clocks of the required cities. */
  readonly required: readonly CityClock[];
  /** Required cities that have declined the event or withdrawn from it. */
  readonly gone: readonly PartnerCopy[];
  readonly ownCity: string;
  readonly purpose: Purpose;
  /** Why more than the limit is borne. */
  readonly burdenReason: string | null;
  /** Whether other cities must agree to another time. */
  readonly needsMove: boolean;
}
