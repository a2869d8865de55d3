import type { Collection, CollectionChange } from '@throughline/format';
import { and, asc, count, eq, inArray } from 'drizzle-orm';
import { ANNOTATION_LIMITS } from '../limits.ts';
import { AnnotationError } from './annotationError.ts';
import { clips, collectionClips, collections } from './annotationTables.ts';
import { isAuthor, type Writer } from './author.ts';
import { toldClip } from './clips.ts';
import type { Database } from './database.ts';
import { projects } from './tables.ts';

type Row = typeof collections.$inferSelect;

/** The project's collections by name, each with its clips in their order. */
export async function listCollections(
  database: Database,
  project: string,
  reader: Writer,
): Promise<Collection[]> {
  const rows = await database
    .select()
    .from(collections)
    .where(eq(collections.projectId, project))
    .orderBy(asc(collections.name), asc(collections.createdAt));
  return withClips(database, rows, reader);
}

/** Makes an empty collection. Throws `AnnotationError` if there is no such project, or it has too many. */
export async function makeCollection(
  database: Database,
  project: string,
  name: string,
  writer: Writer,
): Promise<Collection> {
  const known = await database.select({ id: projects.id }).from(projects).where(eq(projects.id, project));
  if (known.length === 0) throw new AnnotationError('refused', `there is no project ${project}`);
  const [has] = await database
    .select({ collections: count() })
    .from(collections)
    .where(eq(collections.projectId, project));
  if ((has?.collections ?? 0) >= ANNOTATION_LIMITS.collectionsAProject)
    throw new AnnotationError(
      'refused',
      `a project has ${ANNOTATION_LIMITS.collectionsAProject} collections at most; delete one first`,
    );
  const [row] = await database
    .insert(collections)
    .values({ projectId: project, name, authorKey: writer.key, authorName: writer.name })
    .returning();
  if (!row) throw new Error('the database did not answer with the collection that it stored');
  return toldCollection(row, [], writer);
}

/** Changes the name, and which clips it has in which order. Throws `AnnotationError`. */
export async function changeCollection(
  database: Database,
  project: string,
  id: string,
  change: CollectionChange,
  reader: Writer,
): Promise<Collection> {
  const row = await find(database, project, id);
  const { name = row.name, clips: ids } = change;
  if (name !== row.name) await database.update(collections).set({ name }).where(eq(collections.id, id));
  if (ids) await order(database, project, id, [...new Set(ids)]);
  const [changed] = await withClips(database, [{ ...row, name }], reader);
  if (!changed) throw missing(id);
  return changed;
}

/** Deletes a collection, not its clips, by who made it or may delete all (`mayAll`). Throws `AnnotationError`. */
export async function deleteCollection(
  database: Database,
  project: string,
  id: string,
  writer: Writer,
  mayAll: boolean,
): Promise<void> {
  const row = await find(database, project, id);
  if (!isAuthor(row, writer) && !mayAll)
    throw new AnnotationError('forbidden', 'only who made a collection may delete it');
  await database.delete(collections).where(eq(collections.id, id));
}

/** Gives the collection these clips in this order. */
async function order(database: Database, project: string, id: string, ids: string[]): Promise<void> {
  const known = ids.length === 0 ? [] : await clipsOf(database, project, ids);
  const unknown = ids.find((clip) => !known.includes(clip));
  if (unknown) throw new AnnotationError('refused', `there is no clip ${unknown}`);
  await database.transaction(async (transaction) => {
    await transaction.delete(collectionClips).where(eq(collectionClips.collectionId, id));
    if (ids.length > 0)
      await transaction
        .insert(collectionClips)
        .values(ids.map((clipId, position) => ({ collectionId: id, clipId, position })));
  });
}

async function clipsOf(database: Database, project: string, ids: string[]): Promise<string[]> {
  const rows = await database
    .select({ id: clips.id })
    .from(clips)
    .where(and(eq(clips.projectId, project), inArray(clips.id, ids)));
  return rows.map((row) => row.id);
}

async function withClips(database: Database, rows: readonly Row[], reader: Writer): Promise<Collection[]> {
  if (rows.length === 0) return [];
  const members = await database
    .select({ collection: collectionClips.collectionId, clip: clips })
    .from(collectionClips)
    .innerJoin(clips, eq(clips.id, collectionClips.clipId))
    .where(
      inArray(
        collectionClips.collectionId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(collectionClips.position));
  return rows.map((row) =>
    toldCollection(
      row,
      members.filter(({ collection }) => collection === row.id).map(({ clip }) => clip),
      reader,
    ),
  );
}

async function find(database: Database, project: string, id: string): Promise<Row> {
  const [row] = await database
    .select()
    .from(collections)
    .where(and(eq(collections.projectId, project), eq(collections.id, id)));
  if (!row) throw missing(id);
  return row;
}

function missing(id: string): AnnotationError {
  return new AnnotationError('missing', `there is no collection ${id}`);
}

function toldCollection(row: Row, own: (typeof clips.$inferSelect)[], reader: Writer): Collection {
  return {
    id: row.id,
    name: row.name,
    clips: own.map((clip) => toldClip(clip, reader)),
    author: { name: row.authorName, isMe: isAuthor(row, reader) },
    createdAt: row.createdAt.toISOString(),
  };
}
