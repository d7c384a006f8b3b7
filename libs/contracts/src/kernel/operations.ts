import { z } from 'zod';
import { defineRequest, type Service } from './definition.js';

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
