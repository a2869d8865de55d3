import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { DEFAULT_PROJECT } from '@throughline/format';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { ingestKeys, projects } from './tables.ts';

/** Every ingest key begins so: people and secret scanners know it by sight. */
const KEY_PREFIX = 'tli_';
const KEY_RANDOM_BYTES = 24;
/** Characters of a key that are kept to tell keys apart. */
const SHOWN_CHARACTERS = 10;
/** Longest key taken from outside: ours have 36 characters; a configured one may be longer. */
const KEY_CHARACTERS_MOST = 200;
/** Shortest configured key: below it, guessing is feasible. */
const KEY_CHARACTERS_LEAST = 16;
/** How long an answer about a key is believed, milliseconds: a revoked key works this long, if the database is there. */
const REMEMBER_MS = 5_000;
/** Keys remembered: bounds what a flood of made-up keys can hold. */
const REMEMBERED_KEYS = 1_000;

/**
 * Makes sure that the default project has a key. `configured` is registered if given; else, if the project has none
 * yet, one is made and written to `keyFile`, readable by its owner only. Answers a usable key, if one is known.
 */
export async function ensureDefaultKey(
  database: Database,
  configured: string | undefined,
  keyFile: string,
): Promise<string | undefined> {
  await database.insert(projects).values({ id: DEFAULT_PROJECT, name: 'Default' }).onConflictDoNothing();
  if (configured !== undefined) {
    if (configured.length < KEY_CHARACTERS_LEAST || configured.length > KEY_CHARACTERS_MOST)
      throw new Error(`an ingest key must have ${KEY_CHARACTERS_LEAST} to ${KEY_CHARACTERS_MOST} characters`);
    await register(database, configured);
    return configured;
  }
  const existing = await database
    .select({ id: ingestKeys.id })
    .from(ingestKeys)
    .where(isNull(ingestKeys.revokedAt))
    .limit(1);
  if (existing.length > 0)
    return readFile(keyFile, 'utf8')
      .then((text) => text.trim())
      .catch(() => undefined);
  const key = KEY_PREFIX + randomBytes(KEY_RANDOM_BYTES).toString('base64url');
  await writeFile(keyFile, `${key}\n`, { mode: 0o600 });
  await register(database, key);
  return key;
}

async function register(database: Database, key: string): Promise<void> {
  await database
    .insert(ingestKeys)
    .values({ projectId: DEFAULT_PROJECT, hash: hashOf(key), prefix: key.slice(0, SHOWN_CHARACTERS) })
    .onConflictDoNothing();
}

/** Tells which project an ingest key belongs to; `undefined` for one that is unknown or revoked. */
export type ProjectOfKey = (key: string | undefined) => Promise<string | undefined>;

/**
 * Looks keys up by hash and remembers the answers for `rememberMs`, so that ingest does not wait for the database. While
 * the database is away the last answer about a key still counts: ingest goes on. Rejects for a key not seen before.
 */
export function projectOfKey(database: Database, rememberMs = REMEMBER_MS): ProjectOfKey {
  const remembered = new Map<string, { project: string | undefined; until: number }>();
  return async (key) => {
    if (!key || key.length > KEY_CHARACTERS_MOST) return undefined;
    const hash = hashOf(key);
    const known = remembered.get(hash);
    if (known && known.until > Date.now()) return known.project;
    try {
      const project = await lookUp(database, hash);
      if (remembered.size >= REMEMBERED_KEYS) remembered.clear();
      remembered.set(hash, { project, until: Date.now() + rememberMs });
      return project;
    } catch (error) {
      if (known) return known.project;
      throw error;
    }
  };
}

async function lookUp(database: Database, hash: string): Promise<string | undefined> {
  const [row] = await database
    .select({ project: ingestKeys.projectId })
    .from(ingestKeys)
    .where(and(eq(ingestKeys.hash, hash), isNull(ingestKeys.revokedAt)));
  return row?.project;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
