import { readFile, writeFile } from 'node:fs/promises';
import { DEFAULT_PROJECT } from '@throughline/format';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { remembered } from './remembered.ts';
import {
  hashOf,
  newSecret,
  SECRET_CHARACTERS_LEAST,
  SECRET_CHARACTERS_MOST,
  storedSecret,
  withTimesAsText,
} from './secret.ts';
import { ingestKeys, projects } from './tables.ts';

/** How long an answer about a key is believed, milliseconds: a revoked key works this long, if the database is there. */
const REMEMBER_MS = 5_000;

/** What is told of an ingest key: everything but the key. */
export interface IngestKey {
  id: string;
  projectId: string;
  name: string;
  prefix: string;
  allowedOrigins: string[];
  /** ISO 8601, UTC. */
  createdAt: string;
  revokedAt: string | null;
}

const TOLD = {
  id: ingestKeys.id,
  projectId: ingestKeys.projectId,
  name: ingestKeys.name,
  prefix: ingestKeys.prefix,
  allowedOrigins: ingestKeys.allowedOrigins,
  createdAt: ingestKeys.createdAt,
  revokedAt: ingestKeys.revokedAt,
};

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
    if (configured.length < SECRET_CHARACTERS_LEAST || configured.length > SECRET_CHARACTERS_MOST)
      throw new Error(
        `an ingest key must have ${SECRET_CHARACTERS_LEAST} to ${SECRET_CHARACTERS_MOST} characters`,
      );
    await register(database, configured, 'configured');
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
  const key = newSecret('tli_');
  await writeFile(keyFile, `${key}\n`, { mode: 0o600 });
  await register(database, key, 'made at the first start');
  return key;
}

async function register(database: Database, key: string, name: string): Promise<void> {
  await database
    .insert(ingestKeys)
    .values({ projectId: DEFAULT_PROJECT, name, ...storedSecret(key) })
    .onConflictDoNothing();
}

/** Makes a key; the answer is the only time that it is seen in the clear. `undefined` if there is no such project. */
export async function createIngestKey(
  database: Database,
  values: { projectId: string; name: string; allowedOrigins: string[] },
): Promise<(IngestKey & { key: string }) | undefined> {
  const [known] = await database
    .select({ id: projects.id })
    .from(projects)
    .where(eq(projects.id, values.projectId));
  if (!known) return undefined;
  const key = newSecret('tli_');
  const [created] = await database
    .insert(ingestKeys)
    .values({ ...values, ...storedSecret(key) })
    .returning(TOLD);
  if (!created) throw new Error('the database did not answer with the key that it stored');
  return { ...withTimesAsText(created), key };
}

/** All keys, revoked ones too, newest first. */
export async function listIngestKeys(database: Database): Promise<IngestKey[]> {
  const rows = await database.select(TOLD).from(ingestKeys).orderBy(desc(ingestKeys.createdAt));
  return rows.map(withTimesAsText);
}

/** Whether there was such a key that was not revoked yet. It stops working within seconds. */
export async function revokeIngestKey(database: Database, id: string): Promise<boolean> {
  const revoked = await database
    .update(ingestKeys)
    .set({ revokedAt: new Date() })
    .where(and(eq(ingestKeys.id, id), isNull(ingestKeys.revokedAt)))
    .returning({ id: ingestKeys.id });
  return revoked.length > 0;
}

/** What an ingest key permits. */
export interface KeyGrant {
  project: string;
  /** Origins of the pages that may use it; empty: anybody may. */
  allowedOrigins: string[];
}

/** Tells what an ingest key permits; `undefined` for one that is unknown or revoked. */
export type GrantOfKey = (key: string | undefined) => Promise<KeyGrant | undefined>;

/** Looks keys up by hash, and remembers the answers for `rememberMs`. */
export function grantOfKey(database: Database, rememberMs = REMEMBER_MS): GrantOfKey {
  const lookUp = remembered(async (hash: string) => {
    const [grant] = await database
      .select({ project: ingestKeys.projectId, allowedOrigins: ingestKeys.allowedOrigins })
      .from(ingestKeys)
      .where(and(eq(ingestKeys.hash, hash), isNull(ingestKeys.revokedAt)));
    return grant;
  }, rememberMs);
  return async (key) => (key && key.length <= SECRET_CHARACTERS_MOST ? lookUp(hashOf(key)) : undefined);
}
