import type { Invitation, Role, User } from '@throughline/format';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { ACCOUNT_LIMITS } from '../limits.ts';
import { AccountError, createUser, normalEmail } from './accounts.ts';
import { invitations, users } from './accountTables.ts';
import type { Database } from './database.ts';
import { hashOf, newSecret } from './secret.ts';

export interface NewInvitation {
  email: string;
  role: Role;
  projects: string[] | null;
  invitedBy: string;
}

/** Invites somebody; the answer is the only time that the secret of the link is seen. Throws `AccountError` if they have an account. */
export async function invite(
  database: Database,
  { email, ...given }: NewInvitation,
): Promise<Invitation & { secret: string }> {
  const address = normalEmail(email);
  const [known] = await database.select({ id: users.id }).from(users).where(eq(users.email, address));
  if (known) throw new AccountError(`${address} has an account already`);
  const secret = newSecret('tlv_');
  const expiresAt = new Date(Date.now() + ACCOUNT_LIMITS.invitationMs);
  const [row] = await database
    .insert(invitations)
    .values({ ...given, email: address, hash: hashOf(secret), expiresAt })
    .returning();
  if (!row) throw new Error('the database did not answer with the invitation that it stored');
  return { ...told(row), secret };
}

/** Invitations that can still be accepted, newest first. */
export async function listInvitations(database: Database): Promise<Invitation[]> {
  const rows = await database
    .select()
    .from(invitations)
    .where(isOpen(new Date()))
    .orderBy(desc(invitations.createdAt))
    .limit(ACCOUNT_LIMITS.users);
  return rows.map(told);
}

/** Whether there was such an invitation that could still be accepted. */
export async function revokeInvitation(database: Database, id: string): Promise<boolean> {
  const rows = await database
    .update(invitations)
    .set({ revokedAt: new Date() })
    .where(and(eq(invitations.id, id), isOpen(new Date())))
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** Whom the link invites; `undefined` if it is unknown, over, revoked or accepted: nobody learns which. */
export async function findInvitation(database: Database, secret: string): Promise<Invitation | undefined> {
  const [row] = await database
    .select()
    .from(invitations)
    .where(and(eq(invitations.hash, hashOf(secret)), isOpen(new Date())));
  return row && told(row);
}

/** Makes the account of whoever is invited. Throws `AccountError` if the invitation is none any more. */
export async function acceptInvitation(
  database: Database,
  secret: string,
  { name, password }: { name: string; password: string },
): Promise<User> {
  const [row] = await database
    .update(invitations)
    .set({ acceptedAt: new Date() })
    .where(and(eq(invitations.hash, hashOf(secret)), isOpen(new Date())))
    .returning();
  if (!row) throw new AccountError('this invitation is not open; ask for another one');
  const { email, role, projects } = row;
  return createUser(database, { email, role, projects, name, password });
}

function isOpen(now: Date) {
  return and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));
}

function told({
  id,
  email,
  role,
  projects,
  invitedBy,
  createdAt,
  expiresAt,
}: typeof invitations.$inferSelect) {
  return {
    id,
    email,
    role,
    projects,
    invitedBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
