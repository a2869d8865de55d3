import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLoopback } from '../loopback.ts';
import { SETTINGS } from '../settings.ts';

/** A command that cannot be carried out; the message says why and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export type CallServer = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Calls the API of the running server at `server`; what it refuses is thrown as `CommandError`. */
export function callerOf(server: string, readToken: string | undefined): CallServer {
  return async (method, path, body) => {
    const response = await fetch(new URL(path, server), {
      method,
      headers: {
        ...(readToken && { authorization: `Bearer ${readToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: Error & { cause?: { code?: string } }) => {
      if (error.cause?.code === 'UND_ERR_HEADERS_TIMEOUT')
        throw new CommandError('the server is still at work; ask again later whether it is done');
      throw new CommandError(`no server answers at ${server}; start it, or name it by --server`);
    });
    if (response.status === 204) return undefined;
    const answer = (await response.json()) as { error?: { message: string } };
    if (!response.ok)
      throw new CommandError(answer.error?.message ?? `the server answered ${response.status}`);
    return answer;
  };
}

/**
 * The token to administer `server` with: by flag, else from the environment, else, of a server on this machine, the one in its data
 * folder (`THROUGHLINE_DATA`), if it can be read.
 */
export async function tokenFor(
  server: string,
  flag: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const given = flag ?? (environment.THROUGHLINE_READ_TOKEN || undefined);
  if (given !== undefined || !URL.canParse(server) || !isLoopback(new URL(server).hostname)) return given;
  const file = join(environment.THROUGHLINE_DATA ?? SETTINGS.data.fallback, 'operator-token');
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}
