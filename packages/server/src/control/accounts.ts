import type { Role, User } from '@throughline/format';
import { and, asc, count, eq, isNull, ne, sql } from 'drizzle-orm';
import { ACCOUNT_LIMITS } from '../limits.ts';
import { identities, logins, users } from './accountTables.ts';
import type { Database } from './database.ts';
import { hashPassword, isPassword } from './passwords.ts';

/** What cannot be done with an account; the message says why. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
}

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  projects: string[] | null;
  /** `undefined`: they log in elsewhere. */
  password?: string;
}

type Row = typeof users.$inferSelect;

/** The number by which PostgreSQL's advisory lock keeps two servers from making the first account at once. */
const FIRST_ACCOUNT_LOCK = 0x74_6c_61_63;

/** Whether anybody has an account. */
export async function hasAccounts(database: Database): Promise<boolean> {
  const [some] = await database.select({ id: users.id }).from(users).limit(1);
  return some !== undefined;
}

/** Makes the first account, an administrator's. Throws `AccountError` if there is one already. */
export async function createFirstAdministrator(
  database: Database,
  given: Pick<NewUser, 'email' | 'name'> & { password: string },
): Promise<User> {
  const values = await valuesOf({ ...given, role: 'admin', projects: null });
  return database.transaction(async (transaction) => {
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(${FIRST_ACCOUNT_LOCK})`);
    const [{ have } = { have: 0 }] = await transaction.select({ have: count() }).from(users);
    if (have > 0)
      throw new AccountError(
        'this server has an administrator already; log in, or ask them for an invitation',
      );
    return inserted(await transaction.insert(users).values(values).returning());
  });
}

/** Makes an account. Throws `AccountError` if the address has one, or there are too many. */
export async function createUser(database: Database, given: NewUser): Promise<User> {
  const [{ have } = { have: 0 }] = await database.select({ have: count() }).from(users);
  if (have >= ACCOUNT_LIMITS.users)
    throw new AccountError(`a server keeps ${ACCOUNT_LIMITS.users} accounts at most`);
  const rows = await database
    .insert(users)
    .values(await valuesOf(given))
    .onConflictDoNothing()
    .returning();
  if (rows.length === 0) throw new AccountError(`${given.email} has an account already`);
  return inserted(rows);
}

/** Everybody, by name. */
export async function listUsers(database: Database): Promise<User[]> {
  return (await database.select().from(users).orderBy(asc(users.name), asc(users.email))).map(told);
}

/** Whose password it is; `undefined` if it is nobody's, after the same time. */
export async function userByPassword(
  database: Database,
  email: string,
  password: string,
): Promise<User | undefined> {
  const [row] = await database
    .select()
    .from(users)
    .where(and(eq(users.email, normalEmail(email)), isNull(users.disabledAt)));
  const matches = await isPassword(password, row?.passwordHash);
  return row && matches ? told(row) : undefined;
}

/** Who has this identity; else, if the provider vouches for the address, who has the address, and from now on the identity. */
export async function userByIdentity(
  database: Database,
  { issuer, subject, verifiedEmail }: { issuer: string; subject: string; verifiedEmail: string | undefined },
): Promise<User | undefined> {
  const [known] = await database
    .select({ user: users })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)));
  if (known) return told(known.user);
  if (verifiedEmail === undefined) return undefined;
  const [row] = await database
    .select()
    .from(users)
    .where(eq(users.email, normalEmail(verifiedEmail)));
  if (!row) return undefined;
  await addIdentity(database, row.id, { issuer, subject });
  return told(row);
}

export async function addIdentity(
  database: Database,
  userId: string,
  identity: { issuer: string; subject: string },
): Promise<void> {
  await database
    .insert(identities)
    .values({ ...identity, userId })
    .onConflictDoNothing();
}

export interface UserChange {
  name?: string;
  role?: Role;
  projects?: string[] | null;
  disabled?: boolean;
}

/**
 * Changes an account; `undefined` if there is none. Throws `AccountError` if no administrator would be left. Whoever is disabled
 * is logged out.
 */
export async function changeUser(
  database: Database,
  id: string,
  { disabled, ...change }: UserChange,
): Promise<User | undefined> {
  return database.transaction(async (transaction) => {
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(${FIRST_ACCOUNT_LOCK})`);
    const losesPower = disabled === true || (change.role !== undefined && change.role !== 'admin');
    if (losesPower) {
      const others = and(eq(users.role, 'admin'), isNull(users.disabledAt), ne(users.id, id));
      const [{ left } = { left: 0 }] = await transaction.select({ left: count() }).from(users).where(others);
      if (left === 0) throw new AccountError('the last administrator must stay one; make another one first');
    }
    const [row] = await transaction
      .update(users)
      .set({ ...change, ...(disabled !== undefined && { disabledAt: disabled ? new Date() : null }) })
      .where(eq(users.id, id))
      .returning();
    if (row && disabled) await transaction.delete(logins).where(eq(logins.userId, id));
    return row && told(row);
  });
}

/** Sets a password and logs the person out everywhere. */
export async function setPassword(database: Database, id: string, password: string): Promise<void> {
  await database
    .update(users)
    .set({ passwordHash: await hashPassword(password) })
    .where(eq(users.id, id));
  await database.delete(logins).where(eq(logins.userId, id));
}

/** As it is compared: addresses differ in case without being other ones. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

async function valuesOf({ password, email, ...given }: NewUser) {
  return {
    ...given,
    email: normalEmail(email),
    passwordHash: password === undefined ? null : await hashPassword(password),
  };
}

function inserted([row]: Row[]): User {
  if (!row) throw new Error('the database did not answer with the account that it stored');
  return told(row);
}

/** What is told of an account: everything but what it logs in by. */
export function told({ passwordHash, createdAt, lastSeenAt, disabledAt, ...row }: Row): User {
  return {
    ...row,
    hasPassword: passwordHash !== null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    disabledAt: disabledAt?.toISOString() ?? null,
  };
}
