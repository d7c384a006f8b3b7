import { z } from 'zod';
import { defineRequest, SERVICES, type Service } from './definition.js';
import { pageOf } from './values.js';

/** How each dependency of a service is: `up`, or what is wrong. */
export const DependencyHealth = z.object({ name: z.string(), up: z.boolean(), detail: z.string() });
export type DependencyHealth = z.infer<typeof DependencyHealth>;

/** Asked by the gateway's /health/ready of every service. */
export const reportHealth = (service: Service) =>
  defineRequest({
    subject: `req.${service}.report-health.v1`,
    input: z.object({}),
    output: z.object({ dependencies: z.array(DependencyHealth) }),
    timeoutMs: 2_000,
  });

/** Reads how far the service's clock runs ahead of real time (DESIGN 6.10). */
export const readClock = (service: Service) =>
  defineRequest({
    subject: `req.${service}.read-clock.v1`,
    input: z.object({}),
    output: z.object({ offsetMs: z.number(), now: z.string() }),
  });

/** Sets the clock's lead, forward only: repeating or reordering it changes nothing. Only in the demo and tests. */
export const setClock = (service: Service) =>
  defineRequest({
    subject: `req.${service}.set-clock.v1`,
    input: z.object({ offsetMs: z.number().nonnegative() }),
    output: z.object({ offsetMs: z.number(), now: z.string() }),
  });

// ---- facts; for services and admins

/** How one durable consumer is. `pending`: facts it has not been given yet; null while JetStream cannot say. */
export const ConsumerReport = z.object({
  name: z.string(),
  subject: z.string(),
  pending: z.number().nullable(),
  unacknowledged: z.number().nullable(),
  /** Facts whose handler has failed and that are tried again. */
  failing: z.number(),
  parked: z.number(),
  /** What is away that it waits for; null while it doesn't. */
  waitsFor: z.string().nullable(),
});
export type ConsumerReport = z.infer<typeof ConsumerReport>;

/** How a service's facts leave and arrive, and of what it is the owner or keeps a copy. */
export const reportFacts = (service: Service) =>
  defineRequest({
    subject: `req.${service}.report-facts.v1`,
    input: z.object({}),
    output: z.object({
      outbox: z.object({ unpublished: z.number(), oldestSeconds: z.number() }),
      consumers: z.array(ConsumerReport),
      owns: z.array(z.string()),
      copies: z.array(z.object({ noun: z.string(), owner: z.enum(SERVICES) })),
    }),
  });

/** A fact whose handler has failed ten times. `factId` is `#<sequence>` when what came was no fact. */
export const ParkedFact = z.object({
  consumer: z.string(),
  factId: z.string(),
  subject: z.string(),
  error: z.string(),
  parkedAt: z.string(),
  envelope: z.unknown(),
});
export type ParkedFact = z.infer<typeof ParkedFact>;

const OneParked = z.object({ consumer: z.string().max(200), factId: z.string().max(64) });

/** Oldest first. */
export const listParked = (service: Service) =>
  defineRequest({
    subject: `req.${service}.list-parked.v1`,
    input: z.object({
      cursor: z.string().max(400).optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    output: pageOf(ParkedFact),
  });

/** Gives a parked fact to its handler once more. `error`: why it stays parked; null when it has been applied. */
export const replayParked = (service: Service) =>
  defineRequest({
    subject: `req.${service}.replay-parked.v1`,
    input: OneParked,
    output: z.object({ error: z.string().nullable() }),
    timeoutMs: 10_000,
  });

/** Gives a parked fact up: it will never be applied. */
export const dropParked = (service: Service) =>
  defineRequest({
    subject: `req.${service}.drop-parked.v1`,
    input: OneParked,
    output: z.object({}),
  });

/** The versions of everything of a kind that a service owns or keeps a copy of, by id. */
export const pageVersions = (service: Service) =>
  defineRequest({
    subject: `req.${service}.page-versions.v1`,
    input: z.object({
      noun: z.string().max(40),
      after: z.string().max(200).optional(),
      limit: z.int().min(1).max(1_000).default(1_000),
    }),
    output: pageOf(z.object({ id: z.string(), version: z.number() })),
  });

/** Publishes the state of these once more, for copies that lack it. The owner alone answers; unknown ids are left out. */
export const republish = (service: Service) =>
  defineRequest({
    subject: `req.${service}.republish.v1`,
    input: z.object({ noun: z.string().max(40), ids: z.array(z.string().max(200)).min(1).max(100) }),
    output: z.object({ published: z.number() }),
  });
