import type { IncidentScope, TicketPost } from '@throughline/format';
import { and, asc, eq, gte, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { TICKET_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { incidents } from './tables.ts';

/** An incident of which its ticket is to be told, by the one who claimed it. */
export interface DuePost {
  id: string;
  project: string;
  scope: IncidentScope;
  ticket: string;
  reason: string;
  startedBy: string;
  /** Unix milliseconds. */
  startedAt: number;
  /** When it ends, or has ended. */
  until: number;
  /** What is to be told. */
  phase: 'started' | 'ended';
  /** Whether the ticket has the link already. */
  isLinked: boolean;
  /** Which attempt this is, from 1. Before a second one nobody knows what came of the first. */
  attempt: number;
  /** Until then nobody else tries, Unix milliseconds. */
  claimedUntil: number;
}

/**
 * Claims an incident of which its ticket is to be told, for `TICKET_LIMITS.leaseMs`; `undefined` if there is none. Of servers
 * that ask at a time each gets another.
 */
export async function claimDuePost(
  database: Database,
  now: number,
  isPosted: (ticket: string) => boolean,
): Promise<DuePost | undefined> {
  const due = dueAt(now);
  const found = await database
    .select({ id: incidents.id, ticket: incidents.ticket })
    .from(incidents)
    .where(due)
    .orderBy(asc(incidents.startedAt));
  for (const { id, ticket } of found) {
    if (!isPosted(ticket)) continue;
    const claimedUntil = now + TICKET_LIMITS.leaseMs;
    // The condition again: PostgreSQL compares it with what another server has just written.
    const [row] = await database
      .update(incidents)
      .set({ postNextAt: new Date(claimedUntil), postAttempts: sql`${incidents.postAttempts} + 1` })
      .where(and(eq(incidents.id, id), due))
      .returning();
    if (row) return duePost(row, now, claimedUntil);
  }
  return undefined;
}

/** Remembers that the ticket has been told. */
export async function rememberPosted(
  database: Database,
  { id, phase, claimedUntil }: DuePost,
  now: number,
): Promise<void> {
  const at = new Date(now);
  await database
    .update(incidents)
    .set({
      postedStartedAt: sql`coalesce(${incidents.postedStartedAt}, ${at.toISOString()}::timestamptz)`,
      ...(phase === 'ended' && { postedEndedAt: at, postFailedAt: null }),
      postAttempts: 0,
      postNextAt: null,
      postError: '',
    })
    .where(claimedBy(id, claimedUntil));
}

/** Remembers why it could not be told, and when to try again (Unix milliseconds); `undefined`: it is given up. */
export async function rememberNotPosted(
  database: Database,
  { id, claimedUntil }: DuePost,
  failure: { error: string; now: number; nextAt: number | undefined },
): Promise<void> {
  const { error, now, nextAt } = failure;
  await database
    .update(incidents)
    .set(
      nextAt === undefined
        ? { postError: error, postFailedAt: new Date(now), postAttempts: 0, postNextAt: null }
        : { postError: error, postNextAt: new Date(nextAt) },
    )
    .where(claimedBy(id, claimedUntil));
}

/** What a ticket was told, by its incident's row. */
export function ticketPostOf(row: typeof incidents.$inferSelect): TicketPost {
  const { postedStartedAt, postedEndedAt, postFailedAt, postError } = row;
  const posted = postedEndedAt ? 'ended' : postFailedAt ? 'failed' : postedStartedAt ? 'started' : 'pending';
  return { posted, ...(postError !== '' && { error: postError }) };
}

function claimedBy(id: string, claimedUntil: number): SQL | undefined {
  return and(eq(incidents.id, id), eq(incidents.postNextAt, new Date(claimedUntil)));
}

/** Of which nobody tries, and something is to be told: the beginning while it lasts, or the end once its sessions are here. */
function dueAt(now: number): SQL | undefined {
  const end = sql`coalesce(${incidents.endedAt}, ${incidents.until})`;
  const time = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`;
  const ended = sql`${end} + make_interval(secs => ${TICKET_LIMITS.graceMs / 1000})`;
  return and(
    ne(incidents.ticket, ''),
    isNull(incidents.postedEndedAt),
    gte(incidents.startedAt, new Date(now - TICKET_LIMITS.lateMs)),
    or(isNull(incidents.postNextAt), lte(incidents.postNextAt, new Date(now))),
    or(
      and(isNull(incidents.postedStartedAt), isNull(incidents.postFailedAt), sql`${end} > ${time(now)}`),
      and(
        sql`${ended} <= ${time(now)}`,
        or(isNull(incidents.postFailedAt), sql`${incidents.postFailedAt} < ${ended}`),
      ),
    ),
  );
}

function duePost(row: typeof incidents.$inferSelect, now: number, claimedUntil: number): DuePost {
  const { id, projectId, scope, ticket, reason, startedBy, startedAt, until, endedAt } = row;
  const end = (endedAt ?? until).getTime();
  return {
    id,
    project: projectId,
    scope,
    ticket,
    reason,
    startedBy,
    startedAt: startedAt.getTime(),
    until: end,
    phase: end > now ? 'started' : 'ended',
    isLinked: row.postedStartedAt !== null,
    attempt: row.postAttempts,
    claimedUntil,
  };
}
