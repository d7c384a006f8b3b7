import { invalidFields, type FieldError, type SessionInput } from '#contracts';
import type { z } from 'zod';

type SpeakerInput = z.output<typeof SessionInput>['speakers'][number];

interface KnownSpeaker {
  id: string;
  slug: string;
  name: string;
  city: string | null;
}

/** Somebody to be added to the event. */
export interface NewSpeaker {
  name: string;
  city: string | null;
}

/**
 * The speakers that are meant, each once, in order: by id or slug, or by name and city; described ones that are not
 * there yet as new.
 * @throws RuleViolation `validation.failed` for ids or slugs that the event doesn't have, and for nobody at all
 */
export function findSpeakers<S extends KnownSpeaker>(
  inputs: readonly SpeakerInput[],
  speakers: readonly S[],
): (S | NewSpeaker)[] {
  const errors: FieldError[] = [];
  const found = new Map<string, S | NewSpeaker>();
  inputs.forEach((input, index) => {
    const { id, name, city = null } = described(input);
    const known = knownSpeaker(input, speakers);
    const path = `speakers[${index}]`;
    if (known) found.set(known.id, known);
    else if (id !== undefined) {
      errors.push({
        path,
        message: `there is no speaker “${id}” in this event; describe them by name and city`,
      });
    } else if (name === undefined) errors.push({ path, message: 'needs an id, or a name and a city' });
    else found.set(`${name} ${city}`, { name, city });
  });
  if (errors.length > 0) throw invalidFields(errors);
  return [...found.values()];
}

/** The speaker that is there already: by id or slug, else by name and city. */
export function knownSpeaker<S extends KnownSpeaker>(
  input: SpeakerInput,
  speakers: readonly S[],
): S | undefined {
  const { id, name, city = null } = described(input);
  if (id === undefined) return speakers.find((speaker) => speaker.name === name && speaker.city === city);
  return speakers.find((speaker) => speaker.id === id) ?? speakers.find((speaker) => speaker.slug === id);
}

function described(input: SpeakerInput): Exclude<SpeakerInput, string> {
  return typeof input === 'string' ? { id: input } : input;
}
