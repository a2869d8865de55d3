import { queryOptions } from '@tanstack/react-query';
import { PATHS, type TokenScope } from '@throughline/format';
import { getJson, requestJson } from './request.ts';

/** Makes a key with which pages and services may send. It is told this once. Throws `RequestError`, e.g. 403 for who may not. */
export async function createIngestKey(name: string, allowedOrigins: string[] = []): Promise<string> {
  const made = await requestJson<{ key: string }>('POST', `${PATHS.api}/keys`, { name, allowedOrigins });
  return made?.key ?? '';
}

/** Makes a token for a program that asks the API. It is told this once. */
export async function createToken(name: string, scope: TokenScope): Promise<string> {
  const made = await requestJson<{ token: string }>('POST', `${PATHS.api}/read-tokens`, { name, scope });
  return made?.token ?? '';
}

/** What is told of a key or a token: everything but itself. */
export interface KnownSecret {
  id: string;
  name: string;
  prefix: string;
  /** Of a key. */
  allowedOrigins?: string[];
  /** Of a token. */
  scope?: TokenScope;
  /** ISO 8601, UTC. */
  createdAt: string;
  revokedAt: string | null;
}

/** Keys that send, or tokens that ask. */
export type SecretKind = 'keys' | 'read-tokens';

export function secretsQuery(kind: SecretKind) {
  return queryOptions({
    queryKey: [kind],
    queryFn: async ({ signal }) => {
      const answer = await getJson<{ keys?: KnownSecret[]; tokens?: KnownSecret[] }>(`/${kind}`, {}, signal);
      return answer.keys ?? answer.tokens ?? [];
    },
  });
}

export const revokeSecret = (kind: SecretKind, id: string) =>
  requestJson<void>('DELETE', `${PATHS.api}/${kind}/${encodeURIComponent(id)}`);
