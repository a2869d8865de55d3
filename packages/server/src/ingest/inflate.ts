import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { IngestError } from './ingestError.ts';

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);

/** First two bytes of gzip (RFC 1952). */
const GZIP_MAGIC = [0x1f, 0x8b];

/** Whether the bytes begin as gzip does: a segment says nothing of its encoding in headers, to stay free of preflight. */
export function isGzip(body: Buffer): boolean {
  return body[0] === GZIP_MAGIC[0] && body[1] === GZIP_MAGIC[1];
}

/**
 * The body in the clear. Throws 413 when it would be larger than `most` bytes (it stops there: a bomb costs no more),
 * 400 when it is not what `encoding` says, 415 for an encoding this server does not know.
 */
export async function inflateBody(body: Buffer, encoding: string | undefined, most: number): Promise<Buffer> {
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'identity':
      return body;
    case 'gzip':
      return bounded(gunzipAsync(body, { maxOutputLength: most }), 'gzip', most);
    case 'deflate':
      return bounded(inflateAsync(body, { maxOutputLength: most }), 'deflate', most);
    default:
      throw new IngestError(
        415,
        `content-encoding "${encoding?.slice(0, 40)}" is not known; send gzip, deflate or none`,
      );
  }
}

async function bounded(inflated: Promise<Buffer>, encoding: string, most: number): Promise<Buffer> {
  try {
    return await inflated;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new IngestError(413, `the body inflates to more than ${most} bytes; send smaller batches`);
    throw new IngestError(400, `the body is not valid ${encoding}: ${(error as Error).message}`);
  }
}
