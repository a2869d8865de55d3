import type { TokenScope } from '@throughline/format';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { remembered } from './remembered.ts';
import { hashOf, newSecret, SECRET_CHARACTERS_MOST, storedSecret, withTimesAsText } from './secret.ts';
import { readTokens } from './tables.ts';

/** How long an answer about a token is believed, milliseconds: a revoked one works this long at most. */
const REMEMBER_MS = 5_000;

/** What is told of a token: everything but the token. */
export interface ReadToken {
  id: string;
  name: string;
  scope: TokenScope;
  prefix: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  revokedAt: string | null;
}

const TOLD = {
  id: readTokens.id,
  name: readTokens.name,
  scope: readTokens.scope,
  prefix: readTokens.prefix,
  createdAt: readTokens.createdAt,
  revokedAt: readTokens.revokedAt,
};

/** Makes a token; the answer is the only time that it is seen in the clear. */
export async function createReadToken(
  database: Database,
  name: string,
  scope: TokenScope,
): Promise<ReadToken & { token: string }> {
  const token = newSecret(scope === 'read' ? 'tlr_' : 'tls_');
  const [created] = await database
    .insert(readTokens)
    .values({ name, scope, ...storedSecret(token) })
    .returning(TOLD);
  if (!created) throw new Error('the database did not answer with the token that it stored');
  return { ...withTimesAsText(created), token };
}

/** All tokens, revoked ones too, newest first. */
export async function listReadTokens(database: Database): Promise<ReadToken[]> {
  const rows = await database.select(TOLD).from(readTokens).orderBy(desc(readTokens.createdAt));
  return rows.map(withTimesAsText);
}

/** Whether there was such a token that was not revoked yet. It stops working within seconds. */
export async function revokeReadToken(database: Database, id: string): Promise<boolean> {
  const revoked = await database
    .update(readTokens)
    .set({ revokedAt: new Date() })
    .where(and(eq(readTokens.id, id), isNull(readTokens.revokedAt)))
    .returning({ id: readTokens.id });
  return revoked.length > 0;
}

/** What is asked of a token that was not revoked, by its secret. */
export type KnownToken = (
  secret: string,
) => Promise<{ id: string; name: string; scope: TokenScope } | undefined>;

/** Looks tokens up by hash, and remembers the answers for a few seconds. */
export function knownToken(database: Database): KnownToken {
  const lookUp = remembered(async (hash: string) => {
    const [found] = await database
      .select({ id: readTokens.id, name: readTokens.name, scope: readTokens.scope })
      .from(readTokens)
      .where(and(eq(readTokens.hash, hash), isNull(readTokens.revokedAt)));
    return found;
  }, REMEMBER_MS);
  return async (secret) => (secret.length <= SECRET_CHARACTERS_MOST ? lookUp(hashOf(secret)) : undefined);
}
