import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import { ASSET_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { listRetention } from './retention.ts';
import { assets } from './tables.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** What recordings share, stored once a project by the hash of its content. */
export interface Assets {
  /** Those of `hashes` that are wanted: that are not here, while there is room. The others stay for a recording's life. */
  missing(project: string, hashes: readonly string[]): Promise<string[]>;
  /** Keeps one, given gzipped. Answers whether there was room. */
  store(project: string, hash: string, body: Uint8Array): Promise<boolean>;
  /** One, gzipped. */
  read(project: string, hash: string): Promise<Uint8Array | undefined>;
  /** Deletes those that no recording can refer to any more. Answers how many. */
  removeExpired(now?: number): Promise<number>;
}

export function assetsIn(database: Database): Assets {
  /** When each was last found here. Every new visitor's browser asks, and mostly for the same. */
  const found = new Map<string, number>();
  const isFound = (key: string) => Date.now() - (found.get(key) ?? 0) < HOUR_MS;
  const remember = (key: string) => {
    found.delete(key);
    found.set(key, Date.now());
    for (const oldest of found.keys()) {
      if (found.size <= ASSET_LIMITS.remembered) break;
      found.delete(oldest);
    }
  };

  const hasRoom = async (project: string, bytes: number) => {
    const [held] = await database
      .select({
        count: sql<string>`count(*)`,
        bytes: sql<string>`coalesce(sum(${assets.bytes}), 0)`,
      })
      .from(assets)
      .where(eq(assets.projectId, project));
    return (
      Number(held?.count) < ASSET_LIMITS.assetsAProject &&
      Number(held?.bytes) + bytes <= ASSET_LIMITS.bytesAProject
    );
  };

  return {
    async missing(project, hashes) {
      const unsure = [...new Set(hashes)].filter((hash) => !isFound(`${project} ${hash}`));
      if (unsure.length === 0) return [];
      const here = await database
        .update(assets)
        .set({ askedAt: sql`now()` })
        .where(and(eq(assets.projectId, project), inArray(assets.hash, unsure)))
        .returning({ hash: assets.hash });
      const known = new Set(here.map(({ hash }) => hash));
      for (const hash of known) remember(`${project} ${hash}`);
      const missing = unsure.filter((hash) => !known.has(hash));
      return missing.length > 0 && (await hasRoom(project, 0)) ? missing : [];
    },
    async store(project, hash, body) {
      if (isFound(`${project} ${hash}`)) return true;
      if (!(await hasRoom(project, body.byteLength))) return false;
      await database
        .insert(assets)
        .values({ projectId: project, hash, body, bytes: body.byteLength })
        .onConflictDoUpdate({ target: [assets.projectId, assets.hash], set: { askedAt: sql`now()` } });
      remember(`${project} ${hash}`);
      return true;
    },
    async read(project, hash) {
      const [row] = await database
        .select({ body: assets.body })
        .from(assets)
        .where(and(eq(assets.projectId, project), eq(assets.hash, hash)));
      return row?.body;
    },
    async removeExpired(now = Date.now()) {
      let removed = 0;
      for (const { project, days } of await listRetention(database)) {
        const before = new Date(now - (days.replay + ASSET_LIMITS.longerDays) * DAY_MS);
        const gone = await database
          .delete(assets)
          .where(and(eq(assets.projectId, project), lt(assets.askedAt, before)))
          .returning({ hash: assets.hash });
        for (const { hash } of gone) found.delete(`${project} ${hash}`);
        removed += gone.length;
      }
      return removed;
    },
  };
}
