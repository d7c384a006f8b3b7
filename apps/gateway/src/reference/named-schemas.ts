import {
  City,
  Event,
  FieldError,
  ImportCheck,
  Partner,
  Programme,
  ProgrammeImport,
  Release,
  Reminder,
  Seat,
  Session,
  Slot,
} from '#contracts';
import { z } from 'zod';

/** The nouns of the API: in OpenAPI they are components that operations refer to. */
export const NAMED_SCHEMAS = z.registry<{ id: string }>();

const named = {
  City,
  Event,
  FieldError,
  ImportCheck,
  Partner,
  Programme,
  ProgrammeImport,
  Release,
  Reminder,
  Seat,
  Session,
  Slot,
};
for (const [id, schema] of Object.entries(named)) NAMED_SCHEMAS.add(schema, { id });
