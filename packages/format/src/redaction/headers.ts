import { redactUrl } from '../url.ts';
import { PAYLOAD_LIMITS } from './bounds.ts';
import { REDACTED } from './names.ts';
import type { RedactionRules } from './rules.ts';

/**
 * Headers that are stored unless told otherwise, lower case: how a message is to be read, cached and routed. Nothing that
 * says who somebody is.
 */
export const DEFAULT_HEADERS: readonly string[] = [
  'accept',
  'accept-language',
  'accept-ranges',
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'age',
  'allow',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-range',
  'content-type',
  'date',
  'deprecation',
  'etag',
  'expires',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'last-modified',
  'location',
  'origin',
  'range',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'referer',
  'retry-after',
  'server',
  'server-timing',
  'traceparent',
  'transfer-encoding',
  'vary',
  'via',
  'x-cache',
  'x-correlation-id',
  'x-request-id',
  'x-requested-with',
];

/** Headers whose value is an address. */
const ADDRESSES = new Set(['content-location', 'location', 'origin', 'referer']);

/**
 * Those of `headers` that are in `allowed`, by lower-case name, values redacted and bounded. One whose name is a secret's
 * is hidden even if it is allowed: that it was there is all that is told. Others are left out.
 */
export function redactHeaders(
  headers: Iterable<readonly [name: string, value: string]>,
  allowed: ReadonlySet<string>,
  { isSecret, plain }: RedactionRules,
): Record<string, string[]> {
  // Without a prototype, since a header may be called `__proto__`.
  const shown: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  let left: number = PAYLOAD_LIMITS.headers;
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    if (!allowed.has(name) || left-- <= 0) continue;
    const bare = ADDRESSES.has(name) ? redactUrl(value) : value;
    const cut = bare.length > PAYLOAD_LIMITS.headerCharacters;
    const text = isSecret(name)
      ? REDACTED
      : plain(cut ? bare.slice(0, PAYLOAD_LIMITS.headerCharacters) : bare);
    shown[name] = [...(shown[name] ?? []), cut && text !== REDACTED ? `${text}…` : text];
  }
  return shown;
}
