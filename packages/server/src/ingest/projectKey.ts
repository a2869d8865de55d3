import { PROJECT_KEY_HEADER } from '@throughline/format';
import { IngestError } from './ingestError.ts';

/** Where a request may carry its project's key; the first that is there counts. */
export interface KeyCarriers {
  /** `Bearer <key>`. */
  authorization: unknown;
  /** The header `x-throughline-key`. */
  header: unknown;
  /** The query parameter `key`: for browsers, whose request needs no preflight then. */
  query?: unknown;
  /** The header `origin`, which a browser sets and a page cannot forge; other senders have none. */
  origin?: unknown;
  /**
   * Of a GET of a page from this server's own origin, which has no `origin`: the header `host`, where `sec-fetch-site`, which a
   * page cannot forge either, says `same-origin`.
   */
  ownHost?: unknown;
}

/** What a key permits. */
export interface Grant {
  project: string;
  /** Origins of the pages that may use it; empty: anybody may. */
  allowedOrigins: readonly string[];
}

/**
 * The project that the request's key belongs to. Throws 401 if it has none that is known, 403 if the key is bound to origins
 * and the request comes from elsewhere, 503 if nobody can tell.
 */
export async function projectOf(
  { authorization, header, query, origin, ownHost }: KeyCarriers,
  grantOfKey: (key: string | undefined) => Promise<Grant | undefined>,
): Promise<string> {
  const bearer = /^bearer (.+)$/i.exec(typeof authorization === 'string' ? authorization : '')?.[1]?.trim();
  const grant = await grantOfKey(bearer ?? text(header) ?? text(query)).catch(() => {
    throw new IngestError(503, 'the server cannot check project keys now; try again later');
  });
  if (!grant)
    throw new IngestError(
      401,
      `unknown or missing project key; send it as "Authorization: Bearer <key>", "${PROJECT_KEY_HEADER}: <key>" or "?key=<key>"`,
    );
  const { allowedOrigins } = grant;
  const isAllowed = (allowed: string) =>
    allowed === origin ||
    (origin === undefined && ownHost !== undefined && new URL(allowed).host === ownHost);
  if (allowedOrigins.length > 0 && !allowedOrigins.some(isAllowed))
    throw new IngestError(403, `this key may be used by pages of ${allowedOrigins.join(', ')} only`);
  return grant.project;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** `ownHost` of a request with these headers. */
export function ownHostOf(headers: Readonly<Record<string, unknown>>): unknown {
  return headers['sec-fetch-site'] === 'same-origin' ? headers.host : undefined;
}
