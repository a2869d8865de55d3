import type { SourceMapSummary } from '@throughline/format';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { SOURCE_MAP_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { projects, sourceMaps } from './tables.ts';

/** A source map was refused; the message says why, and what to do. */
export class SourceMapError extends Error {
  override readonly name = 'SourceMapError';
}

/** The script that a source map is for. */
export interface BuiltScript {
  project: string;
  /** `service.version`; empty: of any. */
  release: string;
  /** As `scriptName` writes it. */
  url: string;
}

const TOLD = {
  id: sourceMaps.id,
  release: sourceMaps.release,
  url: sourceMaps.url,
  bytes: sourceMaps.bytes,
  uploadedAt: sourceMaps.uploadedAt,
};
type Told = Omit<SourceMapSummary, 'uploadedAt'> & { uploadedAt: Date };
const told = ({ uploadedAt, ...row }: Told): SourceMapSummary => ({
  ...row,
  uploadedAt: uploadedAt.toISOString(),
});

/** Keeps a source map, given gzipped, in place of an earlier one of the same script. Throws `SourceMapError`. */
export async function storeSourceMap(
  database: Database,
  { project, release, url }: BuiltScript,
  body: Uint8Array,
): Promise<SourceMapSummary> {
  const bytes = body.byteLength;
  const [known] = await database.select({ id: projects.id }).from(projects).where(eq(projects.id, project));
  if (!known) throw new SourceMapError(`there is no project ${project}`);
  const [held] = await database
    .select({ count: sql<string>`count(*)`, bytes: sql<string>`coalesce(sum(${sourceMaps.bytes}), 0)` })
    .from(sourceMaps)
    .where(eq(sourceMaps.projectId, project));
  const { mapsAProject, bytesAProject } = SOURCE_MAP_LIMITS;
  if (Number(held?.count) >= mapsAProject || Number(held?.bytes) + bytes > bytesAProject)
    throw new SourceMapError(
      `the project holds as many source maps as it may (${mapsAProject}, ${bytesAProject} bytes gzipped); ` +
        'delete those of old releases: throughline sourcemaps delete --release NAME',
    );
  // Under an id of its own, since what was read of an earlier one is remembered under that one's.
  const replaced = { id: sql`gen_random_uuid()`, body, bytes, uploadedAt: sql`now()` };
  const [stored] = await database
    .insert(sourceMaps)
    .values({ projectId: project, release, url, body, bytes })
    .onConflictDoUpdate({
      target: [sourceMaps.projectId, sourceMaps.release, sourceMaps.url],
      set: replaced,
    })
    .returning(TOLD);
  if (!stored) throw new Error('the database did not answer with the source map that it stored');
  return told(stored);
}

/** Those of a release, or of all: newest first, without what they hold. */
export async function listSourceMaps(
  database: Database,
  project: string,
  release?: string,
): Promise<SourceMapSummary[]> {
  const rows = await database
    .select(TOLD)
    .from(sourceMaps)
    .where(ofRelease(project, release))
    .orderBy(desc(sourceMaps.uploadedAt), sourceMaps.url)
    .limit(SOURCE_MAP_LIMITS.mapsAProject);
  return rows.map(told);
}

/** Deletes those of a release, or all. Answers how many. */
export async function deleteSourceMaps(
  database: Database,
  project: string,
  release?: string,
): Promise<number> {
  const gone = await database
    .delete(sourceMaps)
    .where(ofRelease(project, release))
    .returning({ id: sourceMaps.id });
  return gone.length;
}

/** Deletes one. Answers whether there was such a one. */
export async function deleteSourceMap(database: Database, project: string, id: string): Promise<boolean> {
  const gone = await database
    .delete(sourceMaps)
    .where(and(eq(sourceMaps.projectId, project), eq(sourceMaps.id, id)))
    .returning({ id: sourceMaps.id });
  return gone.length > 0;
}

/** Which source maps there are for scripts by any of these names, of the release or of any. */
export async function findSourceMaps(
  database: Database,
  { project, release }: Omit<BuiltScript, 'url'>,
  urls: readonly string[],
): Promise<{ id: string; release: string; url: string }[]> {
  if (urls.length === 0) return [];
  return database
    .select({ id: sourceMaps.id, release: sourceMaps.release, url: sourceMaps.url })
    .from(sourceMaps)
    .where(
      and(
        eq(sourceMaps.projectId, project),
        inArray(sourceMaps.release, [...new Set([release, ''])]),
        inArray(sourceMaps.url, [...urls]),
      ),
    );
}

/** What one holds, gzipped; for the server's own use. As text on its way: PGlite reads bytes as slowly as it writes them. */
export async function readSourceMap(database: Database, id: string): Promise<Uint8Array | undefined> {
  const [row] = await database
    .select({ body: sql<string>`encode(${sourceMaps.body}, 'base64')` })
    .from(sourceMaps)
    .where(eq(sourceMaps.id, id));
  return row && Buffer.from(row.body, 'base64');
}

function ofRelease(project: string, release: string | undefined) {
  const ofProject = eq(sourceMaps.projectId, project);
  return release === undefined ? ofProject : and(ofProject, eq(sourceMaps.release, release));
}
