import { readConfig, serviceSettings } from '#platform';
import { z } from 'zod';

/** Settings of the events service; it needs none of its own. */
export const EventsSettings = z.object(serviceSettings);
export type EventsConfig = z.output<typeof EventsSettings>;

/** @throws Error that names every variable that is missing or wrong */
export const readEventsConfig = (env: Record<string, string | undefined> = process.env): EventsConfig =>
  readConfig(EventsSettings, env);
