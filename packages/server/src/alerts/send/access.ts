import { randomBytes } from 'node:crypto';
import { AlertError } from '../../control/alertError.ts';

/** How a destination is reached. All of it is kept sealed. */
export type DestinationAccess =
  | { kind: 'webhook'; url: string; secret: string }
  | { kind: 'slack'; url: string }
  | { kind: 'email'; to: string[] };

/** By it keys of Standard Webhooks are known. */
const KEY_PREFIX = 'whsec_';
/** As many as HMAC-SHA256 makes use of. */
const KEY_BYTES = 32;

/** A new key that signs what a webhook is sent. */
export function newWebhookSecret(): string {
  return KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64');
}

/** The bytes of such a key. */
export function keyOfSecret(secret: string): Buffer {
  return Buffer.from(secret.slice(KEY_PREFIX.length), 'base64');
}

/** `access` leading elsewhere, if the change says so. Throws `AlertError` for what its kind does not have. */
export function changedAccess(
  access: DestinationAccess,
  { url, to }: { url?: string | undefined; to?: string[] | undefined },
): DestinationAccess {
  if (access.kind === 'email') {
    if (url !== undefined) throw new AlertError('e-mail is sent to addresses, not to a URL');
    return { ...access, to: to ?? access.to };
  }
  if (to !== undefined) throw new AlertError('this destination has a URL, no addresses');
  return { ...access, url: url ?? access.url };
}

/** What people may see of it: of an address its host, since whoever knows the rest may send there. */
export function targetOf(access: DestinationAccess): string {
  return access.kind === 'email' ? access.to.join(', ') : new URL(access.url).host;
}
