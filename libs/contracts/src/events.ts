import { z } from 'zod';
import { defineFact, defineRequest } from './kernel/definition.js';
import {
  descriptionText,
  Id,
  Instant,
  InstantInput,
  Language,
  line,
  LocalDate,
  LocalDateInput,
  pageInput,
  pageOf,
  prose,
  Slug,
  Text,
  titleText,
  ZoneName,
} from './kernel/values.js';

// ---- cities

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time like “09:00”');
const localTimeOrMidnight = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a local time like “18:00”, or “24:00”');

const comfortHours = { from: localTime, to: localTimeOrMidnight, weight: z.number().min(0).max(100) };
/** Weights of a city's local day, in weighted hours per hour; covers 00:00–24:00 (DESIGN section 8). */
export const Comfort = z.array(z.object(comfortHours));
export type Comfort = z.infer<typeof Comfort>;

const EFFECTS = ['note', 'avoid', 'block'] as const;
export const Observance = z.object({
  from: LocalDate,
  to: LocalDate,
  label: z.string(),
  localHours: z.object({ from: z.string(), to: z.string() }).optional(),
  effect: z.enum(EFFECTS),
});
const ObservanceInput = z.strictObject({
  from: LocalDateInput,
  to: LocalDateInput,
  label: line(200),
  localHours: z.strictObject({ from: localTime, to: localTimeOrMidnight }).optional(),
  effect: z.enum(EFFECTS),
});

const cityFields = {
  name: line(120),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code of two letters like “VN”'),
  zone: ZoneName,
  languages: z.array(Language).min(1, 'needs at least one language'),
  /** ISO days of the week, Monday = 1. */
  weekend: z.array(z.int().min(1).max(7)),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
};
const cityExtras = {
  comfort: z.array(z.strictObject(comfortHours)).nullable().optional(),
  observances: z.array(ObservanceInput).optional(),
};

export const CityInput = z.object({
  slug: Slug,
  ...cityFields,
  weekend: cityFields.weekend.default([6, 7]),
  ...cityExtras,
});
export const CityPatch = z.object({ ...cityFields, ...cityExtras }).partial();
/** A city takes part by its slug, which never changes. */
export const City = z.object({
  slug: z.string(),
  name: z.string(),
  country: z.string(),
  zone: z.string(),
  languages: z.array(z.string()),
  weekend: z.array(z.number()),
  latitude: z.number(),
  longitude: z.number(),
  comfort: Comfort.nullable(),
  observances: z.array(Observance),
  version: z.number(),
});
export type City = z.infer<typeof City>;

export const FindCities = defineRequest({
  subject: 'req.events.find-cities.v1',
  input: z.object({ slugs: z.array(z.string()).max(500).optional(), ...pageInput }),
  output: pageOf(City),
});
export const CreateCity = defineRequest({
  subject: 'req.events.create-city.v1',
  input: CityInput,
  output: City,
});
export const ChangeCity = defineRequest({
  subject: 'req.events.change-city.v1',
  input: z.object({ slug: z.string(), patch: CityPatch, ifVersion: z.int().optional() }),
  output: City,
});
export const CityChanged = defineFact({ subject: 'fact.events.city.changed.v1', kind: 'state', data: City });

// ---- programmes

const movePolicy = {
  respondWithinHours: z.int().min(1).max(2_160),
  onSilence: z.enum(['accept-if-not-worse', 'accept', 'reject']),
};
export const MovePolicy = z.strictObject({
  respondWithinHours: movePolicy.respondWithinHours.default(168),
  onSilence: movePolicy.onSilence.default('accept-if-not-worse'),
});
const offerPolicy = { mode: z.enum(['promote', 'offer']), holdHours: z.number().min(0.25).max(336) };
export const OfferPolicy = z.strictObject({
  mode: offerPolicy.mode.default('promote'),
  holdHours: offerPolicy.holdHours.default(12),
});
/**
 * An ISO 8601 duration before the start, or days before it at a wall time of the reader: `P1D`, `PT10M`, `P1D@18:00`.
 * What they mean near clock changes is in libs/time.
 */
export const ReminderRule = z
  .string()
  .regex(
    /^P(?!$)(?:\d{1,3}D@(?:[01]\d|2[0-3]):[0-5]\d|(?:\d{1,3}D)?(?:T(?!$)(?:\d{1,4}H)?(?:\d{1,5}M)?)?)$/,
    'must be a duration before the start like “P1D” or “PT10M”, or days before it at the reader’s time like “P1D@18:00”',
  );
export const DEFAULT_REMINDER_RULES = ['P7D', 'P1D', 'PT10M'];

const programmeFields = {
  title: titleText(200),
  description: descriptionText.nullable(),
  cities: z.array(Slug).max(500),
  reminderRules: z
    .array(ReminderRule)
    .max(10)
    .refine((rules) => new Set(rules).size === rules.length, 'must not name a rule twice'),
};
export const ProgrammeInput = z.object({
  slug: Slug,
  ...programmeFields,
  description: programmeFields.description.default(null),
  movePolicy: MovePolicy.prefault({}),
  offerPolicy: OfferPolicy.prefault({}),
  reminderRules: programmeFields.reminderRules.default(DEFAULT_REMINDER_RULES),
});
/** Of a policy, what is left out stays as it is. */
export const ProgrammePatch = z
  .object({
    ...programmeFields,
    movePolicy: z.strictObject(movePolicy).partial(),
    offerPolicy: z.strictObject(offerPolicy).partial(),
  })
  .partial();
export const Programme = z.object({
  id: Id,
  slug: z.string(),
  title: Text,
  description: Text.nullable(),
  cities: z.array(z.string()),
  movePolicy: z.object({
    respondWithinHours: z.number(),
    onSilence: z.enum(['accept-if-not-worse', 'accept', 'reject']),
  }),
  offerPolicy: z.object({ mode: z.enum(['promote', 'offer']), holdHours: z.number() }),
  reminderRules: z.array(z.string()),
  /** Whether one of its events is published: then everybody may see it. */
  published: z.boolean(),
  version: z.number(),
});
export type Programme = z.infer<typeof Programme>;

export const FindProgrammes = defineRequest({
  subject: 'req.events.find-programmes.v1',
  /** `idsOrSlugs` limits to these; those that the actor may not see are left out. */
  input: z.object({ idsOrSlugs: z.array(z.string()).max(500).optional(), ...pageInput }),
  output: pageOf(Programme),
});
export const CreateProgramme = defineRequest({
  subject: 'req.events.create-programme.v1',
  input: ProgrammeInput,
  output: Programme,
});
export const ChangeProgramme = defineRequest({
  subject: 'req.events.change-programme.v1',
  input: z.object({ idOrSlug: z.string(), patch: ProgrammePatch, ifVersion: z.int().optional() }),
  output: Programme,
});
export const ProgrammeChanged = defineFact({
  subject: 'fact.events.programme.changed.v1',
  kind: 'state',
  data: Programme,
});

// ---- events and partner cities

export const PARTNER_MODES = ['input', 'delegation', 'online'] as const;
export const PartnerModes = z
  .array(z.enum(PARTNER_MODES))
  .min(1, 'needs at least one of input, delegation, online');
export const PARTNER_STATUSES = ['invited', 'tentative', 'accepted', 'declined', 'withdrawn'] as const;
export const PartnerStatus = z.enum(PARTNER_STATUSES);

export const Partner = z.object({
  id: Id,
  eventId: Id,
  city: z.string(),
  modes: z.array(z.enum(PARTNER_MODES)),
  status: PartnerStatus,
  respondBy: Instant,
  note: z.string().nullable(),
});
export type Partner = z.infer<typeof Partner>;

/** A partner that has declined the event or withdrawn from it. */
export type GonePartner<P extends Pick<Partner, 'status'> = Partner> = P & {
  status: 'declined' | 'withdrawn';
};

export function hasLeft<P extends Pick<Partner, 'status'>>(partner: P): partner is GonePartner<P> {
  return partner.status === 'declined' || partner.status === 'withdrawn';
}

const eventFields = { title: titleText(200), startsOn: LocalDateInput, endsOn: LocalDateInput };
export const EventInput = z.object({ slug: Slug, ...eventFields, hostCity: Slug });
export const EventPatch = z.object({ ...eventFields, status: z.enum(['published', 'cancelled']) }).partial();
export const EVENT_STATUSES = ['draft', 'published', 'cancelled'] as const;
export const Event = z.object({
  id: Id,
  programmeId: Id,
  slug: z.string(),
  title: Text,
  hostCity: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  status: z.enum(EVENT_STATUSES),
  partners: z.array(Partner),
  version: z.number(),
});
export type Event = z.infer<typeof Event>;

export const FindEvents = defineRequest({
  subject: 'req.events.find-events.v1',
  /** Events the actor may not see (drafts) are left out. */
  input: z.object({
    ids: z.array(z.string()).max(500).optional(),
    programmeIds: z.array(z.string()).max(500).optional(),
    ...pageInput,
  }),
  output: pageOf(Event),
});
export const CreateEvent = defineRequest({
  subject: 'req.events.create-event.v1',
  input: EventInput.extend({ programme: z.string() }),
  output: Event,
});
export const ChangeEvent = defineRequest({
  subject: 'req.events.change-event.v1',
  input: z.object({ id: Id, patch: EventPatch, ifVersion: z.int().optional() }),
  output: Event,
});
export const EventChanged = defineFact({
  subject: 'fact.events.event.changed.v1',
  kind: 'state',
  data: Event,
});

export const PartnerInput = z.object({ city: Slug, modes: PartnerModes, respondBy: InstantInput.optional() });
export const InvitePartner = defineRequest({
  subject: 'req.events.invite-partner.v1',
  input: PartnerInput.extend({ eventId: Id }),
  output: Partner,
});
export const PARTNER_ANSWERS = ['accept', 'decline', 'tentative', 'more-time', 'withdraw'] as const;
export const PartnerAnswerInput = z.object({ modes: PartnerModes.optional(), note: prose(2_000).optional() });
export const AnswerPartner = defineRequest({
  subject: 'req.events.answer-partner.v1',
  input: PartnerAnswerInput.extend({ partnerId: Id, answer: z.enum(PARTNER_ANSWERS) }),
  output: Partner,
});
