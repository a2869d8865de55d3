import { createHash, randomBytes } from 'node:crypto';

/** Random bytes of a secret: beyond guessing, so a plain hash of it may be stored. */
const RANDOM_BYTES = 24;
/** Characters of a secret that are kept to tell secrets apart. */
const SHOWN_CHARACTERS = 10;
/** Longest secret taken from outside: ours have 36 characters; a configured one may be longer. */
export const SECRET_CHARACTERS_MOST = 200;
/** Shortest configured secret: below it, guessing is feasible. */
export const SECRET_CHARACTERS_LEAST = 16;

/** A new secret. `prefix` says what it is, so that people and secret scanners know it by sight. */
export function newSecret(prefix: 'tli_' | 'tlr_' | 'tls_' | 'tlu_' | 'tlv_' | 'tlo_' | 'tll_'): string {
  return prefix + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** What is stored of a secret. */
export function storedSecret(secret: string): { hash: string; prefix: string } {
  return { hash: hashOf(secret), prefix: secret.slice(0, SHOWN_CHARACTERS) };
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A row of control data with its times as text (ISO 8601, UTC), as the API tells them. */
export function withTimesAsText<Row extends { createdAt: Date; revokedAt: Date | null }>({
  createdAt,
  revokedAt,
  ...row
}: Row) {
  return { ...row, createdAt: createdAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null };
}
