import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** AES with a 256-bit key in Galois/Counter Mode (NIST SP 800-38D): what was changed does not open. */
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** The length of nonce that the standard recommends. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Says how the rest is to be read. */
const VERSION = 'v1';

/** Secrets of others (tokens, passwords) at rest: what the database holds does not open without the key, which it does not hold. */
export class SecretBox {
  readonly #key: Buffer;

  /** Throws if `key` has not 32 bytes. */
  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new Error(`a key of ${KEY_BYTES} bytes is needed`);
    this.#key = key;
  }

  /** A secret of this installation for `purpose`, the same after a restart and on all replicas: 32 URL-safe characters. */
  secretFor(purpose: string): string {
    return createHmac('sha256', this.#key).update(purpose).digest('base64url').slice(0, 32);
  }

  /** `text` encrypted; each time another one. */
  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')}`;
  }

  /** What was sealed. Throws if it was sealed with another key, or changed. */
  open(sealed: string): string {
    const [version, text = ''] = sealed.split('.', 2);
    const bytes = Buffer.from(text, 'base64');
    if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES)
      throw new Error('a stored secret is damaged; set it anew');
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const cipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
    } catch {
      throw new Error('a stored secret does not open with the key of this server; set it anew');
    }
  }
}

/**
 * The box of this installation. `configured` is its key, 64 hex digits, which servers on one database share; else the key is read
 * from `keyFile`, or made and written there, readable by its owner only. Throws if the key is none.
 */
export async function openSecretBox(configured: string | undefined, keyFile: string): Promise<SecretBox> {
  if (configured !== undefined) return boxOf(configured, 'the secret key of the settings');
  const kept = await readFile(keyFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined) return boxOf(kept.trim(), keyFile);
  const made = randomBytes(KEY_BYTES);
  await writeFile(keyFile, `${made.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return new SecretBox(made);
}

function boxOf(hex: string, where: string): SecretBox {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`${where} must be 64 hexadecimal digits`);
  return new SecretBox(Buffer.from(hex, 'hex'));
}
