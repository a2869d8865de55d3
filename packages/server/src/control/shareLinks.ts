import type { SharedView, ShareLink } from '@throughline/format';
import { and, count, desc, eq, gt, isNull } from 'drizzle-orm';
import { SHARE_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { remembered } from './remembered.ts';
import { hashOf, newSecret, SECRET_CHARACTERS_MOST } from './secret.ts';
import { shareLinks } from './shareTables.ts';

/** How long an answer about a link is believed, milliseconds: a revoked one works this long at most. */
const REMEMBER_MS = 2_000;

/** A link that may not be made; the message says why. */
export class ShareError extends Error {
  override readonly name = 'ShareError';
}

export interface NewShareLink
  extends Pick<ShareLink, 'session' | 'from' | 'to' | 'at' | 'payloads' | 'madeBy'> {
  project: string;
  madeById: string;
  days: number;
}

/** Makes a link; the answer is the only time that its secret is seen. Throws `ShareError` if the session has too many. */
export async function createShareLink(
  database: Database,
  { project, session, from, to, at, days, ...given }: NewShareLink,
): Promise<ShareLink & { secret: string }> {
  const [{ have } = { have: 0 }] = await database
    .select({ have: count() })
    .from(shareLinks)
    .where(and(eq(shareLinks.projectId, project), eq(shareLinks.sessionId, session), isOpen(new Date())));
  if (have >= SHARE_LIMITS.aSession)
    throw new ShareError(`a session has ${SHARE_LIMITS.aSession} links at most; revoke one first`);
  const secret = newSecret('tll_');
  const [row] = await database
    .insert(shareLinks)
    .values({
      ...given,
      projectId: project,
      sessionId: session,
      hash: hashOf(secret),
      fromMs: Math.floor(from),
      toMs: Math.ceil(to),
      atMs: Math.round(at),
      expiresAt: new Date(Date.now() + days * 24 * 60 * 60_000),
    })
    .returning();
  if (!row) throw new Error('the database did not answer with the link that it stored');
  return { ...told(row), secret };
}

/** Links of a session that work, newest first. */
export async function listShareLinks(
  database: Database,
  project: string,
  session: string,
): Promise<ShareLink[]> {
  const rows = await database
    .select()
    .from(shareLinks)
    .where(and(eq(shareLinks.projectId, project), eq(shareLinks.sessionId, session), isOpen(new Date())))
    .orderBy(desc(shareLinks.createdAt))
    .limit(SHARE_LIMITS.aSession);
  return rows.map(told);
}

/** Whether there was such a link that worked. */
export async function revokeShareLink(database: Database, project: string, id: string): Promise<boolean> {
  const rows = await database
    .update(shareLinks)
    .set({ revokedAt: new Date() })
    .where(and(eq(shareLinks.projectId, project), eq(shareLinks.id, id), isOpen(new Date())))
    .returning({ id: shareLinks.id });
  return rows.length > 0;
}

/** What a link shows. */
export type ViewOfLink = (secret: string) => Promise<(SharedView & { id: string }) | undefined>;

/** Looks links up by hash; `undefined` if one is unknown, revoked or over: nobody learns which. */
export function viewOfLink(database: Database): ViewOfLink {
  const lookUp = remembered(async (hash: string) => {
    const [row] = await database
      .select()
      .from(shareLinks)
      .where(and(eq(shareLinks.hash, hash), isNull(shareLinks.revokedAt)));
    if (!row) return undefined;
    const { revokedAt: _, createdAt: __, ...link } = told(row);
    return { ...link, project: row.projectId };
  }, REMEMBER_MS);
  return async (secret) => {
    const view = secret.length <= SECRET_CHARACTERS_MOST ? await lookUp(hashOf(secret)) : undefined;
    return view && Date.parse(view.expiresAt) > Date.now() ? view : undefined;
  };
}

function isOpen(now: Date) {
  return and(isNull(shareLinks.revokedAt), gt(shareLinks.expiresAt, now));
}

function told(row: typeof shareLinks.$inferSelect): ShareLink {
  const { id, sessionId, fromMs, toMs, atMs, payloads, madeBy, createdAt, expiresAt, revokedAt } = row;
  return {
    ...{ id, session: sessionId, from: fromMs, to: toMs, at: atMs, payloads, madeBy },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
