import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { SourceMapSummary } from '@throughline/format';
import { CommandError } from './adminClient.ts';

const compress = promisify(gzip);

/** Sends the source map in the file `path`, gzipped. What the server refuses is thrown as `CommandError`. */
export async function uploadSourceMap(
  server: string,
  token: string | undefined,
  script: { project: string; release: string; url: string },
  path: string,
): Promise<SourceMapSummary> {
  const body = await compress(await readFile(path));
  const response = await fetch(new URL(`/api/sourcemaps?${new URLSearchParams(script)}`, server), {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: new Uint8Array(body),
  }).catch(() => {
    throw new CommandError(`no server answers at ${server}; start it, or name it by --server`);
  });
  const answer = (await response.json()) as SourceMapSummary & { error?: { message: string } };
  if (!response.ok)
    throw new CommandError(`${path}: ${answer.error?.message ?? `the server answered ${response.status}`}`);
  return answer;
}
