import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt (RFC 7914) at the least cost that OWASP's Password Storage Cheat Sheet recommends with 32 MiB of memory. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** What is stored of a password: `scrypt$<salt>$<hash>`, both Base64. Takes a tenth of a second of another thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return `scrypt$${salt.toString('base64')}$${(await derive(password, salt, COST)).toString('base64')}`;
}

/** Whether it is the password; as slow if there is nothing to compare with, so that nobody learns who has one. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [, salt = '', hash = ''] = (stored ?? '').split('$');
  const [derived, expected] = [
    await derive(password, Buffer.from(salt, 'base64'), COST),
    Buffer.from(hash, 'base64'),
  ];
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
