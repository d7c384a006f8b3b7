import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Text } from '../kernel/values.js';
import { ReleasedStart } from './releases.js';
import { RelationKind, SESSION_STATUSES, Start, StartInput } from './schedule.js';

/** A relation by both its sessions: the later one holds it, the earlier one it points at. */
export const NamedRelation = z.object({
  kind: RelationKind,
  earlier: Id,
  later: Id,
  gapMinutes: z.number().optional(),
  overlapMinutes: z.number().optional(),
  /** Both by their titles, and what one asks of the other. */
  detail: z.string(),
});
export type NamedRelation = z.infer<typeof NamedRelation>;

/** A session that moves along to keep a relation. */
export const DraggedSession = z.object({
  session: Id,
  title: Text,
  status: z.enum(SESSION_STATUSES),
  from: ReleasedStart,
  to: ReleasedStart,
  /** How far, in minutes; below zero when it starts earlier. */
  minutes: z.number(),
  relation: NamedRelation,
  /** The cities that must agree first; none for a draft. */
  cities: z.array(z.string()),
});
/** What another start (or length) of a session drags along, and the smallest shift that keeps all its relations. */
export const Shift = z.object({
  session: Id,
  from: Start.nullable(),
  to: Start,
  /** Relations that would not hold if only this session changed. */
  broken: z.array(NamedRelation),
  /** In order of their new starts; empty when nothing has to move, or when no shift keeps all. */
  drags: z.array(DraggedSession),
  /** Why no shift keeps all, if so: sessions that would have to start earlier or later and may not. */
  obstacles: z.array(z.object({ session: Id, title: Text, relation: NamedRelation, detail: z.string() })),
  /** Whether other cities must agree, to this session's start or to one dragged along: then propose a move. */
  needsMove: z.boolean(),
  cities: z.array(z.string()),
});
export type Shift = z.infer<typeof Shift>;

export const ShiftInput = z.object({ start: StartInput });
/** Works out a shift; changes nothing. */
export const ShiftSession = defineRequest({
  subject: 'req.sessions.shift-session.v1',
  input: ShiftInput.extend({ id: Id }),
  output: Shift,
});
