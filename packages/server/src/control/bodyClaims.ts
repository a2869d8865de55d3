import { and, eq, lt, ne, or, sql } from 'drizzle-orm';
import { REPEAT_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { bodyClaims } from './tables.ts';

interface BodyIdentity {
  project: string;
  kind: string;
  name: string;
}

/** How often old claims are deleted, milliseconds. */
const CLEAN_EVERY_MS = 10 * 60_000;
/** Bodies claimed by one statement: PostgreSQL takes 65,535 parameters, each body needs four. */
const BODIES_A_STATEMENT = 5_000;

/**
 * Tells which of the bodies the spool file `file` is to store: those that no other file has claimed before. The same file
 * gets the same answer every time, so it may ask again after a crash.
 */
export function bodyClaimsIn(
  database: Database,
): (file: string, bodies: readonly BodyIdentity[]) => Promise<boolean[]> {
  let cleanedAt = 0;
  return async (file, bodies) => {
    if (Date.now() - cleanedAt > CLEAN_EVERY_MS) {
      await deleteOldClaims(database);
      cleanedAt = Date.now();
    }
    const owners = new Map<string, string>();
    // In one order everywhere: two servers that claim the same bodies at a time then wait, and never for each other.
    const distinct = [...new Map(bodies.map((body) => [keyOf(body), body]))].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    for (let start = 0; start < distinct.length; start += BODIES_A_STATEMENT) {
      const some = distinct.slice(start, start + BODIES_A_STATEMENT);
      const rows = await database
        .insert(bodyClaims)
        .values(some.map(([, { project, kind, name }]) => ({ project, kind, name, file })))
        .onConflictDoUpdate({
          target: [bodyClaims.project, bodyClaims.kind, bodyClaims.name],
          // Changes nothing; only so is the row of the first claim returned.
          set: { file: sql`${bodyClaims.file}` },
        })
        .returning();
      for (const row of rows) owners.set(keyOf(row), row.file);
    }
    return bodies.map((body) => {
      const own = owners.get(keyOf(body)) === file;
      // A second one within the file is a repetition as well.
      owners.delete(keyOf(body));
      return own;
    });
  };
}

/** A claim is kept as long as its sender may still be trying. */
async function deleteOldClaims(database: Database): Promise<void> {
  const before = (milliseconds: number) =>
    lt(bodyClaims.claimedAt, sql`now() - make_interval(secs => ${milliseconds / 1000})`);
  await database
    .delete(bodyClaims)
    .where(
      or(
        and(eq(bodyClaims.kind, 'segments'), before(REPEAT_LIMITS.segments.milliseconds)),
        and(ne(bodyClaims.kind, 'segments'), before(REPEAT_LIMITS.otlp.milliseconds)),
      ),
    );
}

function keyOf({ project, kind, name }: BodyIdentity): string {
  return `${project} ${kind} ${name}`;
}
