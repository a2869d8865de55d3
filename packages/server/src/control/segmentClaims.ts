import { lt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { segmentClaims } from './tables.ts';

interface SegmentIdentity {
  project: string;
  session: string;
  tab: string;
  seq: number;
}

/** How long a claim is kept, hours: a browser has given up sending again long before. */
const KEEP_HOURS = 24;
const HOUR_MS = 3_600_000;
/** Segments claimed by one statement: PostgreSQL takes 65,535 parameters, each segment needs five. */
const SEGMENTS_A_STATEMENT = 5_000;

/**
 * Tells which of the segments the spool file `file` is to store: those that no other file has claimed before. The same
 * file gets the same answer every time, so it may ask again after a crash.
 */
export function segmentClaimsIn(
  database: Database,
): (file: string, segments: readonly SegmentIdentity[]) => Promise<boolean[]> {
  let cleanedAt = 0;
  return async (file, segments) => {
    if (Date.now() - cleanedAt > HOUR_MS) {
      await database
        .delete(segmentClaims)
        .where(lt(segmentClaims.claimedAt, sql`now() - make_interval(hours => ${KEEP_HOURS})`));
      cleanedAt = Date.now();
    }
    const owners = new Map<string, string>();
    // In one order everywhere: two servers that claim the same segments at a time then wait, and never for each other.
    const distinct = [...new Map(segments.map((segment) => [keyOf(segment), segment]))].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    for (let start = 0; start < distinct.length; start += SEGMENTS_A_STATEMENT) {
      const some = distinct.slice(start, start + SEGMENTS_A_STATEMENT);
      const rows = await database
        .insert(segmentClaims)
        .values(some.map(([, { project, session, tab, seq }]) => ({ project, session, tab, seq, file })))
        .onConflictDoUpdate({
          target: [segmentClaims.project, segmentClaims.session, segmentClaims.tab, segmentClaims.seq],
          // Changes nothing; only so is the row of the first claim returned.
          set: { file: sql`${segmentClaims.file}` },
        })
        .returning();
      for (const row of rows) owners.set(keyOf(row), row.file);
    }
    return segments.map((segment) => {
      const own = owners.get(keyOf(segment)) === file;
      // A second one within the file is a repetition as well.
      owners.delete(keyOf(segment));
      return own;
    });
  };
}

function keyOf({ project, session, tab, seq }: SegmentIdentity): string {
  return `${project} ${session.toLowerCase()} ${tab.toLowerCase()} ${seq}`;
}
