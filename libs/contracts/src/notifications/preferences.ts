import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';

/** Mails that people may do without. What happens to a seat they hold is always told. */
export const OPTIONAL_MAILS = ['reminders', 'recordings', 'digests'] as const;
export type OptionalMail = (typeof OPTIONAL_MAILS)[number];
/** Rules that people may set for themselves: few, so that a session has few reminders however many people it has. */
export const OWN_RULES = ['P3D', 'P2D', 'P1D', 'PT6H', 'PT3H', 'PT1H', 'PT30M', 'PT10M'] as const;
export type OwnRule = (typeof OWN_RULES)[number];
export const MOST_OWN_RULES = 3;

const fields = {
  /** Kinds of mail that this person does not want. */
  off: z.array(z.enum(OPTIONAL_MAILS)).max(OPTIONAL_MAILS.length),
  /** Reminders of each session besides those of its organizers. */
  reminders: z.array(z.enum(OWN_RULES)).max(MOST_OWN_RULES),
};
export const Preferences = z.object(fields);
export type Preferences = z.infer<typeof Preferences>;
/** What is left out stays as it is. */
export const PreferencesPatch = z
  .object({ off: eachOnce(fields.off), reminders: eachOnce(fields.reminders) })
  .partial();

function eachOnce<T extends z.ZodArray>(list: T): T {
  return list.refine((items) => new Set(items).size === items.length, 'must name each once');
}

/** The actor's own. */
export const FindPreferences = defineRequest({
  subject: 'req.notifications.find-preferences.v1',
  input: z.object({}),
  output: Preferences,
});
/** Those of the person whose link of a mail this is; `not-found` for a link that is not ours. */
export const FindPreferencesByLink = defineRequest({
  subject: 'req.notifications.find-preferences-by-link.v1',
  input: z.object({ token: z.string().max(400) }),
  output: Preferences,
});
export const ChangePreferencesByLink = defineRequest({
  subject: 'req.notifications.change-preferences-by-link.v1',
  input: z.object({ token: z.string().max(400), patch: PreferencesPatch }),
  output: Preferences,
});
export const ChangePreferences = defineRequest({
  subject: 'req.notifications.change-preferences.v1',
  input: PreferencesPatch,
  output: Preferences,
});
