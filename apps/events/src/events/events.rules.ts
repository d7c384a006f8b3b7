import {
  invalidFields,
  joinPath,
  RuleViolation,
  type EventInput,
  type EventPatch,
  type FieldError,
} from '#contracts';
import type { z } from 'zod';
import type { EventEntity } from './event.entity.js';

export type NewEvent = z.output<typeof EventInput>;

export function newEvent(id: string, programmeId: string, input: NewEvent): EventEntity {
  const { slug, title, hostCity, startsOn, endsOn } = input;
  return {
    id,
    programmeId,
    slug,
    title,
    hostCity,
    startsOn,
    endsOn,
    status: 'draft',
    publishedAt: null,
    version: 1,
    partners: [],
  };
}

/** The event as everybody may read it: what a city has noted with its answer is for those who plan with it. */
export function withoutNotes(event: EventEntity): EventEntity {
  return { ...event, partners: event.partners.map((partner) => ({ ...partner, note: null })) };
}

/** What is wrong with the days and the host of an event; `under` is its path in the whole input. */
export function checkEvent(
  { startsOn, endsOn, hostCity }: Pick<NewEvent, 'startsOn' | 'endsOn' | 'hostCity'>,
  programmeCities: readonly string[],
  under = '',
): FieldError[] {
  const errors: FieldError[] = [];
  if (!programmeCities.includes(hostCity)) {
    errors.push({
      path: joinPath(under, ['hostCity']),
      message: 'must be one of the cities of the programme',
    });
  }
  // ISO days sort as text.
  if (endsOn < startsOn) {
    errors.push({ path: joinPath(under, ['endsOn']), message: `must not be before ${startsOn}` });
  }
  return errors;
}

/** @throws RuleViolation `validation.failed` */
export function requireSoundEvent(
  event: Parameters<typeof checkEvent>[0],
  programmeCities: readonly string[],
): void {
  const errors = checkEvent(event, programmeCities);
  if (errors.length > 0) throw invalidFields(errors);
}

/** Cancelled is final: neither the event nor its partners change any more. @throws RuleViolation `event.state` */
export function requireNotCancelled({ slug, status }: Pick<EventEntity, 'slug' | 'status'>): void {
  if (status !== 'cancelled') return;
  throw new RuleViolation('event.state', `The event “${slug}” is cancelled, which is final.`, { status });
}

/** A draft becomes published; others stay what they are. */
export function published({ status }: EventEntity, now: Date): Partial<EventEntity> {
  return status === 'draft' ? { status: 'published', publishedAt: now } : {};
}

/**
 * The values that a patch gives the event.
 * @throws RuleViolation `event.state`, `validation.failed`
 */
export function patched(
  event: EventEntity,
  { status, ...values }: z.output<typeof EventPatch>,
  programmeCities: readonly string[],
  now: Date,
): Partial<EventEntity> {
  requireNotCancelled(event);
  requireSoundEvent({ ...event, ...values }, programmeCities);
  if (status === 'cancelled') return { ...values, status };
  return status === 'published' ? { ...values, ...published(event, now) } : values;
}
