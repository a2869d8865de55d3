import {
  type Author,
  type Clip,
  type Collection,
  type DrawnMark,
  isSessionId,
  MARK_SHAPES,
  type MarkPoint,
  NOTE_LIMITS,
  type Note,
} from '@throughline/format';
import { z } from 'zod';
import { ANNOTATION_LIMITS } from '../limits.ts';

/** Notes, clips and collections as schemas: for OpenAPI and for checking what comes in. */

/** The year 2200, Unix milliseconds. */
const LATEST_MS = Date.UTC(2200, 0, 1);

const iso = z.string().describe('ISO 8601, UTC');
/** NUL, which PostgreSQL stores in no text, is dropped. */
const plain = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.replaceAll('\0', '').trim());
const filled = (most: number) => plain(most).refine((text) => text !== '', 'must not be empty');

export const sessionId = z.string().refine(isSessionId, 'must be a lower-case UUID');
export const moment = z.number().int().min(0).max(LATEST_MS).describe('Unix milliseconds');
export const noteText = filled(NOTE_LIMITS.textCharacters).describe(
  'Plain text; `@name` names a person, `https://…` becomes a link',
);
export const title = filled(ANNOTATION_LIMITS.titleCharacters);
export const description = plain(ANNOTATION_LIMITS.descriptionCharacters);
export const signedAs = plain(ANNOTATION_LIMITS.nameCharacters)
  .optional()
  .describe('Who writes, where nobody logs in; ignored of a person or token');

const coordinate = z.number().min(0).max(1);
const point = z.tuple([coordinate, coordinate]) satisfies z.ZodType<MarkPoint>;
const drawnMark: z.ZodType<DrawnMark> = z
  .strictObject({
    shape: z.enum(MARK_SHAPES),
    points: z.array(point).min(2).max(NOTE_LIMITS.markPoints),
  })
  .refine(({ shape, points }) => shape === 'freehand' || points.length === 2, 'must have two points');
export const marks = z
  .array(drawnMark)
  .max(NOTE_LIMITS.marks)
  .describe("Points are 0 to 1 of the recorded page's viewport");

const author: z.ZodType<Author> = z.object({
  name: z.string(),
  isMe: z.boolean().describe('Whether that is who asks'),
});

export const note: z.ZodType<Note> = z.object({
  id: z.string(),
  session: z.string(),
  replyTo: z.string().optional(),
  moment,
  text: z.string(),
  author,
  mentions: z.array(z.string()),
  marks: z.array(drawnMark),
  tab: z.string(),
  createdAt: iso,
  editedAt: iso.optional(),
  resolved: z.object({ at: iso, by: z.string() }).optional(),
});

export const clip: z.ZodType<Clip> = z.object({
  id: z.string(),
  session: z.string(),
  from: moment,
  to: moment,
  title: z.string(),
  description: z.string(),
  author,
  createdAt: iso,
});

export const collection: z.ZodType<Collection> = z.object({
  id: z.string(),
  name: z.string(),
  clips: z.array(clip).describe('In the order in which they are played'),
  author,
  createdAt: iso,
});
