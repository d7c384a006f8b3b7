import {
  invalidFields,
  PARTNER_MODES,
  RuleViolation,
  type PARTNER_ANSWERS,
  type Partner,
  type PartnerAnswerInput,
  type PartnerInput,
} from '#contracts';
import type { z } from 'zod';
import type { EventEntity } from '../events/event.entity.js';
import type { PartnerEntity } from './partner.entity.js';

export type PartnerAnswer = (typeof PARTNER_ANSWERS)[number];
/** What happens to a partner: an answer, or that the organizer invites it again. */
export type PartnerStep = PartnerAnswer | 'invite';
export type NewPartner = z.output<typeof PartnerInput>;

const DAY_MS = 86_400_000;
const ANSWER_DAYS = 14;
const MORE_TIME_DAYS = 7;
/** A day begins so long before its midnight in UTC, where it begins first. */
const FIRST_MIDNIGHT_MS = 14 * 3_600_000;

/**
 * What an answer makes of a partner; an answer that is not named is refused. Repeating the answer that stands
 * changes nothing but modes and note. Who has declined or withdrawn comes back only by another invitation
 * (docs/STATES.md).
 */
export const PARTNER_TRANSITIONS: Record<
  Partner['status'],
  Partial<Record<PartnerStep, Partner['status']>>
> = {
  invited: {
    accept: 'accepted',
    decline: 'declined',
    tentative: 'tentative',
    'more-time': 'invited',
    withdraw: 'withdrawn',
  },
  tentative: {
    accept: 'accepted',
    decline: 'declined',
    tentative: 'tentative',
    'more-time': 'tentative',
    withdraw: 'withdrawn',
  },
  accepted: { accept: 'accepted', withdraw: 'withdrawn' },
  declined: { decline: 'declined', invite: 'invited' },
  withdrawn: { withdraw: 'withdrawn', invite: 'invited' },
};

/**
 * The partner as an invitation makes it, the first one or another: nothing is left of an earlier answer.
 * Without `respondBy` the city has 14 days to answer, or as long as is of use to the event.
 */
export function newPartner(
  id: string,
  event: Pick<EventEntity, 'id' | 'startsOn' | 'endsOn'>,
  { city, modes, respondBy }: NewPartner,
  now: Date,
): PartnerEntity {
  const offered = inOrder(modes);
  return {
    id,
    eventId: event.id,
    city,
    offeredModes: offered,
    modes: offered,
    status: 'invited',
    respondBy: respondBy ? new Date(respondBy).toISOString() : defaultRespondBy(event, now),
    extended: false,
    note: null,
  };
}

/**
 * Refuses an invitation that makes no sense.
 * @throws RuleViolation `validation.failed`; `partner.state` for a city that is invited, or takes part
 */
export function requireInvitable(
  { city, respondBy }: NewPartner,
  event: { hostCity: string; partners: readonly Partner[] },
  programmeCities: readonly string[],
  now: Date,
): void {
  const existing = event.partners.find((partner) => partner.city === city);
  if (existing && !PARTNER_TRANSITIONS[existing.status].invite) {
    throw new RuleViolation(
      'partner.state',
      `“${city}” was invited to this event already; it is ${existing.status}.`,
      { status: existing.status, partner: existing.id },
    );
  }
  const wrong = whyNotPartner(city, event.hostCity, programmeCities);
  if (wrong) throw invalidFields([{ path: 'city', message: wrong }]);
  if (isPast(respondBy, now)) throw invalidFields([{ path: 'respondBy', message: 'must be in the future' }]);
}

/** Why a city cannot be a partner of an event; null when it can. */
export function whyNotPartner(
  city: string,
  hostCity: string,
  programmeCities: readonly string[],
): string | null {
  if (city === hostCity) return 'must not be the host city of the event';
  return programmeCities.includes(city) ? null : 'must be one of the cities of the programme';
}

export function isPast(instant: string | undefined, now: Date): boolean {
  return instant !== undefined && Date.parse(instant) <= now.getTime();
}

/**
 * The values that an answer gives the partner: its status, the modes it keeps of those offered, its note.
 * More time moves `respondBy` by 7 days, once.
 * @throws RuleViolation `partner.state`, `validation.failed`
 */
export function answered(
  partner: PartnerEntity,
  answer: PartnerAnswer,
  { modes, note }: z.output<typeof PartnerAnswerInput>,
): Partial<PartnerEntity> {
  const status = PARTNER_TRANSITIONS[partner.status][answer];
  if (!status) throw refusal(partner, answer);
  const foreign = modes?.find((mode) => !partner.offeredModes.includes(mode));
  if (foreign) {
    const offered = partner.offeredModes.join(', ');
    throw invalidFields([{ path: 'modes', message: `“${foreign}” was not offered; choose from ${offered}` }]);
  }
  return {
    status,
    ...(modes && { modes: inOrder(modes) }),
    ...(note !== undefined && { note: note || null }),
    ...(answer === 'more-time' && moreTime(partner)),
  };
}

/** When the organizer asked for an answer, before more time was given. */
export function askedRespondBy({ respondBy, extended }: PartnerEntity): string {
  return extended ? daysAfter(new Date(respondBy), -MORE_TIME_DAYS) : respondBy;
}

/** Each mode once, in the contract's order, so that equal sets are equal. */
export function inOrder(modes: readonly Partner['modes'][number][]): Partner['modes'] {
  return PARTNER_MODES.filter((mode) => modes.includes(mode));
}

/**
 * In 14 days, but before the event's first day begins anywhere. Where that leaves less than a day: in a day, or half
 * of what is left of the event.
 */
function defaultRespondBy({ startsOn, endsOn }: Pick<EventEntity, 'startsOn' | 'endsOn'>, now: Date): string {
  const untilStart = Date.parse(startsOn) - FIRST_MIDNIGHT_MS - now.getTime();
  if (untilStart >= DAY_MS) return daysAfter(now, Math.min(ANSWER_DAYS, untilStart / DAY_MS));
  const untilEnd = Date.parse(endsOn) + DAY_MS - FIRST_MIDNIGHT_MS - now.getTime();
  return daysAfter(now, untilEnd > 0 ? Math.min(1, untilEnd / DAY_MS / 2) : 1);
}

function moreTime({ extended, respondBy, status }: PartnerEntity): Partial<PartnerEntity> {
  if (extended) {
    throw new RuleViolation(
      'partner.state',
      `More time was given already, until ${respondBy}; it is given once.`,
      { status, respondBy },
    );
  }
  return { respondBy: daysAfter(new Date(respondBy), MORE_TIME_DAYS), extended: true };
}

function refusal({ city, status }: Partner, answer: PartnerAnswer): RuleViolation {
  const possible = Object.keys(PARTNER_TRANSITIONS[status]).filter(
    (other) => other !== 'more-time' && other !== 'invite',
  );
  const again = PARTNER_TRANSITIONS[status].invite ? ', until an organizer invites it again' : '';
  return new RuleViolation(
    'partner.state',
    `“${city}” is ${status}: ${answer} is not possible any more, only ${possible.join(', ')}${again}.`,
    { status },
  );
}

/** Days of 24 hours: a deadline in instants knows no city's clock. */
function daysAfter(instant: Date, days: number): string {
  return new Date(instant.getTime() + days * DAY_MS).toISOString();
}
