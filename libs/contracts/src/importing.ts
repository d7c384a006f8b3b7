import { z } from 'zod';
import { CityInput, EventInput, PartnerInput, ProgrammeInput } from './events.js';
import { defineFact, defineRequest } from './kernel/definition.js';
import { FieldError } from './kernel/errors.js';
import { Id, line, Slug } from './kernel/values.js';
import { Allocations, Capacity, SLOT_MODES } from './participants/index.js';
import { DurationMinutes, RelationKind, SessionFields, StartInput } from './sessions/index.js';

/** The programme file, format `meridian/programme@1`. Slugs are unique inside their parent and are how things refer. */
const FilePlace = z.strictObject({
  slug: Slug,
  name: line(200),
  city: Slug,
  capacity: z.int().positive().optional(),
});
const FileSpeaker = z.strictObject({ slug: Slug, name: line(200), city: Slug.optional() });
const FileRelation = z.strictObject({
  kind: RelationKind,
  session: Slug,
  gapMinutes: z.int().min(0).max(100_000).optional(),
  overlapMinutes: z.int().min(0).max(10).optional(),
});
const FileSlot = z.strictObject({
  mode: z.enum(SLOT_MODES),
  capacity: Capacity,
  allocations: Allocations.default({}),
});
const FileSession = z.strictObject({
  slug: Slug,
  ...SessionFields,
  place: Slug.optional(),
  start: StartInput.optional(),
  durationMinutes: DurationMinutes,
  speakers: z.array(Slug).default([]),
  relations: z.array(FileRelation).default([]),
  slots: z.array(FileSlot).default([]),
});
const FileEvent = z.strictObject({
  ...EventInput.shape,
  places: z.array(FilePlace).default([]),
  speakers: z.array(FileSpeaker).default([]),
  partners: z.array(z.strictObject(PartnerInput.shape)).default([]),
  sessions: z.array(FileSession).default([]),
});

export const ProgrammeFile = z.strictObject({
  format: z.literal('meridian/programme@1', 'must be “meridian/programme@1”'),
  cities: z.array(z.strictObject(CityInput.shape)).default([]),
  programme: z.strictObject(ProgrammeInput.shape),
  events: z.array(FileEvent).max(200).default([]),
});
export type ProgrammeFile = z.infer<typeof ProgrammeFile>;
export type FileEvent = ProgrammeFile['events'][number];
export type FileSession = FileEvent['sessions'][number];

/** What one service would do with the file: every error with its path, and what would change. */
export const ImportCheck = z.object({
  errors: z.array(FieldError),
  changes: z.array(z.object({ kind: z.enum(['create', 'change']), noun: z.string(), path: z.string() })),
});
export type ImportCheck = z.infer<typeof ImportCheck>;

const checkInput = z.object({ file: ProgrammeFile });
export const CheckImportOfEvents = defineRequest({
  subject: 'req.events.check-import.v1',
  input: checkInput,
  output: ImportCheck,
});
export const CheckImportOfSessions = defineRequest({
  subject: 'req.sessions.check-import.v1',
  input: checkInput,
  output: ImportCheck,
});
export const CheckImportOfParticipants = defineRequest({
  subject: 'req.participants.check-import.v1',
  input: checkInput,
  output: ImportCheck,
});

/**
 * An import is applied by its owners one after the other, each in one transaction, led by facts:
 * events (StartImport) → `import.started` → sessions → `import.applied` → participants → `import.applied` → events: ready.
 */
export const IMPORT_STATUSES = ['applying', 'ready', 'failed'] as const;
export const ProgrammeImport = z.object({
  id: Id,
  programmeId: Id,
  status: z.enum(IMPORT_STATUSES),
  release: z.boolean(),
  /** Changes made so far by each service, by noun. */
  applied: z.record(z.string(), z.record(z.string(), z.number())),
  error: z.string().nullable(),
});
export type ProgrammeImport = z.infer<typeof ProgrammeImport>;

export const StartImport = defineRequest({
  subject: 'req.events.start-import.v1',
  input: z.object({ file: ProgrammeFile, release: z.boolean() }),
  output: ProgrammeImport,
  timeoutMs: 15_000,
});
export const FindImport = defineRequest({
  subject: 'req.events.find-import.v1',
  input: z.object({ id: Id }),
  output: ProgrammeImport,
});
/** The file with the ids that events gave, for the services that apply their part of it. */
export const FetchImportFile = defineRequest({
  subject: 'req.events.fetch-import-file.v1',
  input: z.object({ id: Id }),
  output: z.object({
    programmeId: Id,
    release: z.boolean(),
    file: ProgrammeFile,
    /** Event slug → event id. */
    eventIds: z.record(z.string(), Id),
  }),
});

export const ImportStarted = defineFact({
  subject: 'fact.events.import.started.v1',
  kind: 'occurrence',
  data: z.object({ importId: Id, programmeId: Id }),
});
const importApplied = z.object({
  importId: Id,
  counts: z.record(z.string(), z.number()),
  /** Why it could not be applied, when something changed between check and apply; null when all is well. */
  error: z.string().nullable(),
});
export const ImportAppliedBySessions = defineFact({
  subject: 'fact.sessions.import.applied.v1',
  kind: 'occurrence',
  data: importApplied,
});
export const ImportAppliedByParticipants = defineFact({
  subject: 'fact.participants.import.applied.v1',
  kind: 'occurrence',
  data: importApplied,
});
