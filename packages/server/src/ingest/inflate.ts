import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { INGEST_LIMITS } from '../limits.ts';
import { IngestError } from './ingestError.ts';

type Inflate = (body: Buffer, options: { maxOutputLength: number; chunkSize: number }) => Promise<Buffer>;

/** Node.js has Zstandard from 22.15 and 23.8 on; before it is answered as unknown. */
const { zstdDecompress } = zlib as { zstdDecompress?: typeof zlib.inflate };

/** How each `content-encoding` is inflated. */
const INFLATES: Record<string, Inflate> = {
  gzip: promisify(zlib.gunzip) as Inflate,
  deflate: promisify(zlib.inflate) as Inflate,
  ...(zstdDecompress && { zstd: promisify(zstdDecompress) as Inflate }),
};

/**
 * Bytes inflated at a time. Each time is a task of its own in another thread; the default of 16 KiB makes a body of 512
 * spans three times as costly.
 */
const CHUNK_BYTES = 256 * 1024;

/** First two bytes of gzip (RFC 1952). */
const GZIP_MAGIC = [0x1f, 0x8b];

/** Whether the bytes begin as gzip does: a segment says nothing of its encoding in headers, to stay free of preflight. */
export function isGzip(body: Buffer): boolean {
  return body[0] === GZIP_MAGIC[0] && body[1] === GZIP_MAGIC[1];
}

/**
 * The body in the clear. Throws 413 when it would be larger than `most` bytes, or than its compressed size justifies (it
 * stops there: a bomb costs no more), 400 when it is not what `encoding` says, 415 for an encoding this server does not
 * know.
 */
export async function inflateBody(body: Buffer, encoding: string | undefined, most: number): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  const inflate = Object.hasOwn(INFLATES, name) ? INFLATES[name] : undefined;
  if (!inflate)
    throw new IngestError(
      415,
      `content-encoding "${name.slice(0, 40)}" is not known; send ${Object.keys(INFLATES).join(', ')} or none`,
    );
  const bound = Math.min(
    most,
    Math.max(INGEST_LIMITS.inflationFreeBytes, body.length * INGEST_LIMITS.inflationRatio),
  );
  try {
    return await inflate(body, { maxOutputLength: bound, chunkSize: CHUNK_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new IngestError(413, `the body inflates to more than ${bound} bytes; send smaller batches`);
    throw new IngestError(400, `the body is not valid ${name}: ${(error as Error).message}`);
  }
}
