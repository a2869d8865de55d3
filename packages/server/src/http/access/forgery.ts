import type { FastifyRequest } from 'fastify';
import { SAFE_METHODS } from './permissions.ts';

/**
 * Whether another site's page makes a browser ask this: it would send along who the person is here (a cookie, or that they sit
 * at this machine). Browsers say so themselves (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/), older ones by `Origin`.
 */
export function isForged({
  method,
  headers,
  host,
}: Pick<FastifyRequest, 'method' | 'headers' | 'host'>): boolean {
  if (SAFE_METHODS.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}
