import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SUMS_NAME, sumLine } from './archive.ts';
import { END_OF_ARCHIVE, paddingOf, tarHeader } from './tar.ts';

/** A file that goes into an archive: bytes, or a file on disk. */
export type Content = { name: string } & ({ bytes: Buffer } | { path: string });

/** Read at a time of a file, bytes. */
const READ_BYTES = 1024 ** 2;

/** The bytes of an archive of `contents`, which are asked for one by one, as the archive is read; their hashes stand at its end. */
export async function* archiveOf(contents: AsyncIterable<Content>): AsyncGenerator<Buffer> {
  const sums: string[] = [];
  for await (const content of contents) {
    const hash = createHash('sha256');
    yield* fileOf(content, hash);
    sums.push(sumLine(content.name, hash.digest('hex')));
  }
  yield* fileOf({ name: SUMS_NAME, bytes: Buffer.from(sums.join('')) });
  yield END_OF_ARCHIVE;
}

async function* fileOf(content: Content, hash?: Hash): AsyncGenerator<Buffer> {
  const { name } = content;
  const bytes = 'bytes' in content ? content.bytes.length : (await stat(content.path)).size;
  yield tarHeader({ name, bytes }, Date.now());
  let read = 0;
  for await (const chunk of 'bytes' in content ? [content.bytes] : chunksOf(content.path, bytes)) {
    hash?.update(chunk);
    read += chunk.length;
    yield chunk;
  }
  if (read !== bytes) throw new Error(`${name} became shorter while it was read`);
  yield paddingOf(bytes);
}

/** As many bytes as the file had: it may grow. */
async function* chunksOf(path: string, bytes: number): AsyncGenerator<Buffer> {
  if (bytes === 0) return;
  yield* createReadStream(path, { end: bytes - 1, highWaterMark: READ_BYTES });
}
