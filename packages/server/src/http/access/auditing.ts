import { DEFAULT_PROJECT } from '@throughline/format';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { audit, type NewAuditEntry } from '../../control/audit.ts';
import type { Database } from '../../control/database.ts';
import { erasedSessionHash } from '../../control/erasures.ts';
import { AUDIT_LIMITS } from '../../limits.ts';
import { knownAsker } from './asker.ts';
import { SAFE_METHODS } from './permissions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether reading this is noted, too: as what, for people to read. */
    watched?: string;
    /** Whether it erases what its path names, which must not be kept in the log either: its hash stands for it. */
    erases?: boolean;
  }
}

/** Notes what was changed by whom, and who watched what, once it was answered. What cannot be noted is said in the log. */
export function noteWhatIsDone(app: FastifyInstance, database: Database): void {
  const watchedUntil = new Map<string, number>();

  /** Whether this person's watching was noted a moment ago. */
  function isNoted(entry: NewAuditEntry, now: number): boolean {
    const key = `${entry.action} ${entry.askerKind} ${entry.askerId} ${entry.project} ${entry.target}`;
    if ((watchedUntil.get(key) ?? 0) > now) return true;
    if (watchedUntil.size >= AUDIT_LIMITS.watchersRemembered) watchedUntil.clear();
    watchedUntil.set(key, now + AUDIT_LIMITS.watchedOnceMs);
    return false;
  }

  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode >= 400) return;
    const { watched } = request.routeOptions.config;
    const reads = SAFE_METHODS.has(request.method);
    if (reads && watched === undefined) return;
    const entry = entryOf(request, watched);
    if (reads && isNoted(entry, Date.now())) return;
    try {
      await audit(database, entry);
    } catch (error) {
      request.log.error(error, `not noted in the audit log: ${entry.askerName}: ${entry.action}`);
    }
  });
}

function entryOf(request: FastifyRequest, watched: string | undefined): NewAuditEntry {
  const asker = knownAsker(request);
  const { method, params, query, body } = request;
  const { url = '', schema, config } = request.routeOptions;
  const { summary } = (schema ?? {}) as { summary?: string };
  const { session, email } = (body ?? {}) as { session?: unknown; email?: unknown };
  // What is made anew has no name yet: it is told by the session it is about, or whom it is for.
  const [target = session ?? email ?? ''] = Object.values((params ?? {}) as Record<string, unknown>);
  const named = [query, body].map((given) => ((given ?? {}) as { project?: unknown }).project);
  return {
    askerKind: asker?.kind ?? 'unknown',
    askerId: asker?.id ?? '',
    askerName: asker?.name ?? 'somebody not logged in',
    address: request.ip,
    action: `${method} ${url}`,
    // What follows a semicolon is for who reads the API.
    summary: watched ?? summary?.split(';')[0] ?? '',
    project: String(named.find((project) => typeof project === 'string') ?? DEFAULT_PROJECT),
    target: config.erases ? erasedSessionHash(String(target)) : String(target),
  };
}
