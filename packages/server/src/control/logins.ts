import type { User } from '@throughline/format';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { ACCOUNT_LIMITS } from '../limits.ts';
import { told } from './accounts.ts';
import { logins, users } from './accountTables.ts';
import type { Database } from './database.ts';
import { remembered } from './remembered.ts';
import { hashOf, newSecret, SECRET_CHARACTERS_MOST } from './secret.ts';

/** How long an answer about a log-in is believed, milliseconds: who is logged out elsewhere may go on for so long. */
const REMEMBER_MS = 5_000;

/** Logs a person in; answers what their browser keeps. Log-ins that are over are forgotten. */
export async function logIn(
  database: Database,
  userId: string,
): Promise<{ secret: string; expiresAt: Date }> {
  const secret = newSecret('tlu_');
  const now = Date.now();
  const expiresAt = new Date(now + ACCOUNT_LIMITS.loginMs);
  await database.delete(logins).where(lt(logins.expiresAt, new Date(now)));
  await database.insert(logins).values({ userId, hash: hashOf(secret), expiresAt });
  await database
    .update(users)
    .set({ lastSeenAt: new Date(now) })
    .where(eq(users.id, userId));
  return { secret, expiresAt };
}

/** Who is logged in where, told and ended. */
export interface Logins {
  /** Who is logged in with `secret`; `undefined`: nobody, any more. */
  userOf: (secret: string) => Promise<User | undefined>;
  end: (secret: string) => Promise<void>;
}

/** Answers are remembered for a few seconds: each request of the app asks. */
export function loginsIn(database: Database): Logins {
  const ended = new Set<string>();
  const lookUp = remembered(async (hash: string) => {
    const [row] = await database
      .select({ user: users })
      .from(logins)
      .innerJoin(users, eq(users.id, logins.userId))
      .where(and(eq(logins.hash, hash), gt(logins.expiresAt, new Date()), isNull(users.disabledAt)));
    return row && told(row.user);
  }, REMEMBER_MS);
  return {
    async userOf(secret) {
      if (secret.length > SECRET_CHARACTERS_MOST) return undefined;
      const hash = hashOf(secret);
      return ended.has(hash) ? undefined : lookUp(hash);
    },
    async end(secret) {
      const hash = hashOf(secret);
      // At once here; on other servers when they next ask.
      if (ended.size >= ACCOUNT_LIMITS.users) ended.clear();
      ended.add(hash);
      await database.delete(logins).where(eq(logins.hash, hash));
    },
  };
}
