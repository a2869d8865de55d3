import type { User } from '@throughline/format';
import { AccountError, addIdentity, createUser, userByIdentity } from '../control/accounts.ts';
import type { Database } from '../control/database.ts';
import { ACCOUNT_LIMITS } from '../limits.ts';
import type { Claims } from './provider.ts';

/**
 * Whose account it is. Who comes for the first time gets one of `firstRole`, if the provider vouches for their address. Throws
 * `AccountError` if they get none, or theirs is disabled.
 */
export async function userOfClaims(
  database: Database,
  { issuer, subject, email, isEmailVerified, name }: Claims,
  firstRole: 'engineer' | 'support' | 'viewer' | 'none',
): Promise<User> {
  const verifiedEmail = isEmailVerified ? email?.slice(0, ACCOUNT_LIMITS.emailCharacters) : undefined;
  const known = await userByIdentity(database, { issuer, subject, verifiedEmail });
  if (known?.disabledAt) throw new AccountError('this account is disabled');
  if (known) return known;
  if (verifiedEmail === undefined)
    throw new AccountError('the provider does not vouch for an e-mail address');
  if (firstRole === 'none') throw new AccountError('nobody gets an account by single sign-on alone');
  const user = await createUser(database, {
    email: verifiedEmail,
    name: (name ?? verifiedEmail).slice(0, ACCOUNT_LIMITS.nameCharacters),
    role: firstRole,
    projects: null,
  });
  await addIdentity(database, user.id, { issuer, subject });
  return user;
}
