import { type DrawnMark, NOTE_LIMITS, type Note } from '@throughline/format';
import { mentionsIn } from '@throughline/model';
import { and, arrayContains, asc, count, eq, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { ANNOTATION_LIMITS } from '../limits.ts';
import { AnnotationError } from './annotationError.ts';
import { notes } from './annotationTables.ts';
import { isAuthor, type Writer } from './author.ts';
import type { Database } from './database.ts';

type Row = typeof notes.$inferSelect;

/** Which notes are asked for: of a session, or those in which somebody is named. */
export interface NoteQuestion {
  project: string;
  session?: string;
  /** As `mentionName` writes it. */
  mentions?: string;
}

export interface NewNote {
  session: string;
  moment: number;
  tab: string;
  text: string;
  marks: DrawnMark[];
}

/** Notes by moment, or, of those that name somebody, the newest first; one more than `ANNOTATION_LIMITS.notesListed` if there are. */
export async function listNotes(
  database: Database,
  { project, session, mentions }: NoteQuestion,
  reader: Writer,
): Promise<Note[]> {
  const rows = await database
    .select()
    .from(notes)
    .where(
      and(
        eq(notes.projectId, project),
        isNull(notes.deletedAt),
        session === undefined ? undefined : eq(notes.sessionId, session),
        mentions === undefined ? undefined : arrayContains(notes.mentions, [mentions]),
      ),
    )
    .orderBy(
      ...(session === undefined
        ? [sql`${notes.createdAt} DESC`, notes.id]
        : [asc(notes.moment), asc(notes.createdAt), asc(notes.id)]),
    )
    .limit(ANNOTATION_LIMITS.notesListed + 1);
  return rows.map((row) => told(row, reader));
}

/** Writes a note that begins a thread. Throws `AnnotationError`. */
export async function writeNote(
  database: Database,
  project: string,
  { session, ...note }: NewNote,
  writer: Writer,
): Promise<Note> {
  return insert(database, { projectId: project, sessionId: session, ...note, tabId: note.tab }, writer);
}

/** Writes a reply to the note `replyTo`, which began a thread. Throws `AnnotationError`. */
export async function replyToNote(
  database: Database,
  project: string,
  { session, replyTo, text }: { session: string; replyTo: string; text: string },
  writer: Writer,
): Promise<Note> {
  const thread = await find(database, project, replyTo);
  if (thread.sessionId !== session)
    throw new AnnotationError('missing', `there is no note ${replyTo} in session ${session}`);
  if (thread.replyTo !== null)
    throw new AnnotationError('refused', 'a reply has no replies; reply to the note that it is a reply to');
  const { moment, tabId } = thread;
  return insert(
    database,
    { projectId: project, sessionId: session, replyTo, moment, tabId, text, marks: [] },
    writer,
  );
}

/** Changes text and marks, by the author, and whether it is resolved, by anybody. Throws `AnnotationError`. */
export async function changeNote(
  database: Database,
  project: string,
  id: string,
  {
    text,
    marks,
    tab,
    isResolved,
  }: { text?: string; marks?: DrawnMark[]; tab?: string; isResolved?: boolean },
  writer: Writer,
): Promise<Note> {
  const note = await find(database, project, id);
  const isEdited = text !== undefined || marks !== undefined;
  if (isEdited && !isAuthor(note, writer))
    throw new AnnotationError('forbidden', 'only who wrote a note may edit it');
  if (note.replyTo !== null && (isResolved !== undefined || marks !== undefined))
    throw new AnnotationError('refused', 'a reply has no marks, and its thread is resolved, not itself');
  const changed = {
    ...(isEdited && { editedAt: new Date() }),
    ...(text !== undefined && { text, mentions: mentionsOf(text) }),
    ...(marks && { marks, ...(tab !== undefined && { tabId: tab }) }),
    ...(isResolved === true && { resolvedAt: new Date(), resolvedBy: writer.name }),
    ...(isResolved === false && { resolvedAt: null, resolvedBy: '' }),
  };
  if (Object.keys(changed).length === 0) return told(note, writer);
  const [row] = await database
    .update(notes)
    .set(changed)
    .where(and(eq(notes.id, id), isNull(notes.deletedAt)))
    .returning();
  if (!row) throw missing(id);
  return told(row, writer);
}

/**
 * Deletes a note, with the replies of who asks to it; for a time it can be taken back. What others replied to stays, but for
 * who may delete all (`mayAll`). Throws `AnnotationError`.
 */
export async function deleteNote(
  database: Database,
  project: string,
  id: string,
  writer: Writer,
  mayAll: boolean,
): Promise<void> {
  const note = await find(database, project, id);
  if (!isAuthor(note, writer) && !mayAll)
    throw new AnnotationError('forbidden', 'only who wrote a note may delete it');
  const [others] = await database
    .select({ replies: count() })
    .from(notes)
    .where(and(eq(notes.replyTo, id), isNull(notes.deletedAt), ne(notes.authorKey, writer.key)));
  if ((others?.replies ?? 0) > 0 && !mayAll)
    throw new AnnotationError('refused', 'others have replied to this note; resolve it instead');
  // One time for all, by which they are found again.
  await database
    .update(notes)
    .set({ deletedAt: new Date() })
    .where(and(or(eq(notes.id, id), eq(notes.replyTo, id)), isNull(notes.deletedAt)));
}

/** Takes the deletion of a note back. Throws `AnnotationError`. */
export async function restoreNote(
  database: Database,
  project: string,
  id: string,
  writer: Writer,
  mayAll: boolean,
): Promise<Note> {
  const [note] = await database
    .select()
    .from(notes)
    .where(and(eq(notes.projectId, project), eq(notes.id, id)));
  if (!note) throw missing(id);
  if (!isAuthor(note, writer) && !mayAll)
    throw new AnnotationError('forbidden', 'only who wrote a note may take its deletion back');
  if (note.deletedAt !== null)
    await database
      .update(notes)
      .set({ deletedAt: null })
      .where(and(or(eq(notes.id, id), eq(notes.replyTo, id)), eq(notes.deletedAt, note.deletedAt)));
  return told({ ...note, deletedAt: null }, writer);
}

/** Deletes for good what was deleted so long ago that nobody takes it back. */
export async function forgetDeletedNotes(database: Database): Promise<void> {
  const before = new Date(Date.now() - ANNOTATION_LIMITS.restoreMinutes * 60_000);
  await database.delete(notes).where(lt(notes.deletedAt, before));
}

async function find(database: Database, project: string, id: string): Promise<Row> {
  const [row] = await database
    .select()
    .from(notes)
    .where(and(eq(notes.projectId, project), eq(notes.id, id), isNull(notes.deletedAt)));
  if (!row) throw missing(id);
  return row;
}

async function insert(
  database: Database,
  values: Omit<typeof notes.$inferInsert, 'authorKey' | 'authorName' | 'mentions'>,
  writer: Writer,
): Promise<Note> {
  const [has] = await database
    .select({ notes: count() })
    .from(notes)
    .where(and(eq(notes.projectId, values.projectId), eq(notes.sessionId, values.sessionId)));
  if ((has?.notes ?? 0) >= ANNOTATION_LIMITS.notesASession)
    throw new AnnotationError(
      'refused',
      `a session has ${ANNOTATION_LIMITS.notesASession} notes at most; delete some first`,
    );
  const [row] = await database
    .insert(notes)
    .values({
      ...values,
      mentions: mentionsOf(values.text),
      authorKey: writer.key,
      authorName: writer.name,
    })
    .returning();
  if (!row) throw new Error('the database did not answer with the note that it stored');
  return told(row, writer);
}

function mentionsOf(text: string): string[] {
  return mentionsIn(text).slice(0, NOTE_LIMITS.mentions);
}

function missing(id: string): AnnotationError {
  return new AnnotationError('missing', `there is no note ${id}`);
}

function told(row: Row, reader: Writer): Note {
  const { id, sessionId, replyTo, moment, tabId, text, mentions, marks } = row;
  return {
    id,
    session: sessionId,
    ...(replyTo !== null && { replyTo }),
    moment,
    tab: tabId,
    text,
    author: { name: row.authorName, isMe: isAuthor(row, reader) },
    mentions,
    marks,
    createdAt: row.createdAt.toISOString(),
    ...(row.editedAt && { editedAt: row.editedAt.toISOString() }),
    ...(row.resolvedAt && { resolved: { at: row.resolvedAt.toISOString(), by: row.resolvedBy } }),
  };
}
