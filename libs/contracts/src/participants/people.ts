import { z } from 'zod';
import { Actor, Grant, ROLES } from '../kernel/actor.js';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, Language, line, Slug, ZoneName } from '../kernel/values.js';

/** One plain address (RFC 5321 4.1.2 without quoted local parts); control characters cannot pass. */
export const Email = z
  .email('must be an e-mail address like “name@example.org”')
  .max(254)
  .transform((address) => address.toLowerCase());

export const PersonInput = z.object({
  email: Email,
  name: line(120),
  city: Slug.optional(),
  zone: ZoneName.optional(),
  language: Language.optional(),
});
export const Person = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  zone: z.string().nullable(),
  language: z.string().nullable(),
});

/** By an organizer: the person is created and their token given. By anybody else: a sign-in mail goes to the address. */
export const RegisterPerson = defineRequest({
  subject: 'req.participants.register-person.v1',
  input: PersonInput,
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('created'), id: Id, token: z.string() }),
    // The same answer for known and unknown addresses.
    z.object({ outcome: z.literal('mailed') }),
  ]),
});
/** Uses a sign-in mail's token, once; the person's address is confirmed and a bearer token given. */
export const ConfirmSignIn = defineRequest({
  subject: 'req.participants.confirm-sign-in.v1',
  input: z.object({ token: z.string().max(400) }),
  output: z.object({ id: Id, token: z.string() }),
});
/** Who a bearer token belongs to, with their grants; null when it is not (or no longer) valid. */
export const Authenticate = defineRequest({
  subject: 'req.participants.authenticate.v1',
  input: z.object({ token: z.string().max(400) }),
  output: z.object({ actor: Actor.nullable() }),
});
export const GrantInput = z.object({
  participantId: Id,
  role: z.enum(ROLES),
  /** Id or slug; needed for organizer and liaison. */
  programme: z.string().max(80).optional(),
  /** Needed for liaison. */
  city: Slug.optional(),
});
export const GiveGrant = defineRequest({
  subject: 'req.participants.give-grant.v1',
  input: GrantInput,
  output: Grant.extend({ id: Id, participantId: Id }),
});
export const FindMe = defineRequest({
  subject: 'req.participants.find-me.v1',
  input: z.object({}),
  output: Person.extend({ grants: z.array(Grant) }),
});
/** What people say of themselves. Null: times are read in the city's zone; of no city; in no language of their own. */
export const MePatch = z
  .object({
    name: line(120),
    city: Slug.nullable(),
    zone: ZoneName.nullable(),
    language: Language.nullable(),
  })
  .partial();
/** Seats taken before stay of the city that they were taken for. */
export const ChangeMe = defineRequest({
  subject: 'req.participants.change-me.v1',
  input: MePatch,
  output: FindMe.output,
});

/** A sign-in mail is wanted; the address and the link are asked for with FindSignIn. */
export const SignInRequested = defineFact({
  subject: 'fact.participants.sign-in.requested.v1',
  kind: 'occurrence',
  data: z.object({ signInId: Id, personId: Id }),
});
/** Only for services. Null when it has been used or has expired. */
export const FindSignIn = defineRequest({
  subject: 'req.participants.find-sign-in.v1',
  input: z.object({ signInId: Id }),
  output: z.object({
    signIn: z
      .object({
        personId: Id,
        email: z.string(),
        name: z.string(),
        language: z.string().nullable(),
        token: z.string(),
        expiresAt: Instant,
        /** Sessions in which a seat was asked for with this address, and is taken up by the link; left out by older versions. */
        seats: z
          .array(
            z.object({
              sessionId: Id,
              /** Whether a seat is held; else one is drawn, or a place in the queue, when the link is opened. */
              isHeld: z.boolean(),
              until: Instant,
            }),
          )
          .optional(),
      })
      .nullable(),
  }),
});
