import type { Clip, ClipChange } from '@throughline/format';
import { and, asc, count, desc, eq } from 'drizzle-orm';
import { ANNOTATION_LIMITS } from '../limits.ts';
import { AnnotationError } from './annotationError.ts';
import { clips } from './annotationTables.ts';
import { isAuthor, type Writer } from './author.ts';
import type { Database } from './database.ts';

export type NewClip = Pick<Clip, 'session' | 'from' | 'to' | 'title' | 'description'>;

/** Clips of a session by their beginning, or of the project, newest first; one more than `ANNOTATION_LIMITS.clipsListed` if there are. */
export async function listClips(
  database: Database,
  { project, session }: { project: string; session?: string },
  reader: Writer,
): Promise<Clip[]> {
  const rows = await database
    .select()
    .from(clips)
    .where(
      and(eq(clips.projectId, project), session === undefined ? undefined : eq(clips.sessionId, session)),
    )
    .orderBy(session === undefined ? desc(clips.createdAt) : asc(clips.from), asc(clips.id))
    .limit(ANNOTATION_LIMITS.clipsListed + 1);
  return rows.map((row) => toldClip(row, reader));
}

/** Makes a clip. Throws `AnnotationError` if the session has too many. */
export async function makeClip(
  database: Database,
  project: string,
  { session, ...clip }: NewClip,
  writer: Writer,
): Promise<Clip> {
  const [has] = await database
    .select({ clips: count() })
    .from(clips)
    .where(and(eq(clips.projectId, project), eq(clips.sessionId, session)));
  if ((has?.clips ?? 0) >= ANNOTATION_LIMITS.clipsASession)
    throw new AnnotationError(
      'refused',
      `a session has ${ANNOTATION_LIMITS.clipsASession} clips at most; delete one first`,
    );
  const [row] = await database
    .insert(clips)
    .values({
      projectId: project,
      sessionId: session,
      ...clip,
      authorKey: writer.key,
      authorName: writer.name,
    })
    .returning();
  if (!row) throw new Error('the database did not answer with the clip that it stored');
  return toldClip(row, writer);
}

/** Changes title and description, by who made it. Throws `AnnotationError`. */
export async function changeClip(
  database: Database,
  project: string,
  id: string,
  change: ClipChange,
  writer: Writer,
): Promise<Clip> {
  const clip = await findOwn(database, project, id, writer, false);
  if (Object.keys(change).length === 0) return toldClip(clip, writer);
  const [row] = await database.update(clips).set(change).where(eq(clips.id, id)).returning();
  if (!row) throw missing(id);
  return toldClip(row, writer);
}

/** Deletes a clip, out of all collections too, by who made it or may delete all (`mayAll`). Throws `AnnotationError`. */
export async function deleteClip(
  database: Database,
  project: string,
  id: string,
  writer: Writer,
  mayAll: boolean,
): Promise<void> {
  await findOwn(database, project, id, writer, mayAll);
  await database.delete(clips).where(eq(clips.id, id));
}

export function toldClip(row: typeof clips.$inferSelect, reader: Writer): Clip {
  const { id, sessionId, from, to, title, description, authorName, createdAt } = row;
  return {
    id,
    session: sessionId,
    from,
    to,
    title,
    description,
    author: { name: authorName, isMe: isAuthor(row, reader) },
    createdAt: createdAt.toISOString(),
  };
}

async function findOwn(
  database: Database,
  project: string,
  id: string,
  writer: Writer,
  mayAll: boolean,
): Promise<typeof clips.$inferSelect> {
  const [row] = await database
    .select()
    .from(clips)
    .where(and(eq(clips.projectId, project), eq(clips.id, id)));
  if (!row) throw missing(id);
  if (!isAuthor(row, writer) && !mayAll)
    throw new AnnotationError('forbidden', 'only who made a clip may change or delete it');
  return row;
}

function missing(id: string): AnnotationError {
  return new AnnotationError('missing', `there is no clip ${id}`);
}
