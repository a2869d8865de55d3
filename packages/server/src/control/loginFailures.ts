import { eq, lt, sql } from 'drizzle-orm';
import { ACCOUNT_LIMITS } from '../limits.ts';
import { loginFailures } from './accountTables.ts';
import type { Database } from './database.ts';
import { hashOf } from './secret.ts';

/** Who tries to log in. */
export interface Attempt {
  email: string;
  /** Network address. */
  address: string;
}

/** How long they must wait before they may try again, milliseconds; 0: they may. */
export async function loginWait(database: Database, attempt: Attempt, now: number): Promise<number> {
  let wait = 0;
  for (const [subject, most] of subjectsOf(attempt)) {
    const [row] = await database.select().from(loginFailures).where(eq(loginFailures.subject, subject));
    if (row && row.failures >= most)
      wait = Math.max(wait, row.since.getTime() + ACCOUNT_LIMITS.failureWindowMs - now);
  }
  return wait;
}

/** Counts an attempt before its password is looked at, so that many at a time count, too. */
export async function countAttempt(database: Database, attempt: Attempt, now: number): Promise<void> {
  const over = new Date(now - ACCOUNT_LIMITS.failureWindowMs);
  await database.delete(loginFailures).where(lt(loginFailures.since, over));
  for (const [subject] of subjectsOf(attempt))
    await database
      .insert(loginFailures)
      .values({ subject, failures: 1, since: new Date(now) })
      .onConflictDoUpdate({
        target: loginFailures.subject,
        set: { failures: sql`${loginFailures.failures} + 1` },
      });
}

/** A log-in that succeeded takes back what was counted of it. */
export async function forgiveAttempts(database: Database, { email }: Attempt): Promise<void> {
  await database.delete(loginFailures).where(eq(loginFailures.subject, hashOf(`email ${email}`)));
}

function subjectsOf({ email, address }: Attempt): [subject: string, most: number][] {
  return [
    [hashOf(`email ${email}`), ACCOUNT_LIMITS.failuresAnEmail],
    [hashOf(`address ${address}`), ACCOUNT_LIMITS.failuresAnAddress],
  ];
}
