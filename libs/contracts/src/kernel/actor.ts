import { z } from 'zod';

export const ROLES = ['admin', 'organizer', 'liaison'] as const;
export type Role = (typeof ROLES)[number];

/** A role given to a person: of everything (admin), of a programme, or of a city in a programme. */
export const Grant = z.object({
  role: z.enum(ROLES),
  programmeId: z.string().nullable(),
  city: z.string().nullable(),
});
export type Grant = z.infer<typeof Grant>;

/** Who asks: nobody known, a person with grants, or one of our own processes acting for itself. */
export const Actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({ kind: z.literal('person'), id: z.string(), grants: z.array(Grant) }),
  z.object({ kind: z.literal('service'), name: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

export const ANONYMOUS: Actor = { kind: 'anonymous' };

/** The actor as one opaque string, for idempotency scopes and audit rows: `person:<id>`, `service:<name>`, `anonymous`. */
export function actorKey(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.id}`;
  return actor.kind === 'service' ? `service:${actor.name}` : 'anonymous';
}
