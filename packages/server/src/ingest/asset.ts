import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isAssetHash, LIMITS } from '@throughline/format';
import { inflateBody } from './inflate.ts';
import { IngestError } from './ingestError.ts';

/**
 * An asset as it is to be stored, packed anew: what came may hold more than one gzip stream. Throws 400 if it is not gzip, is
 * no text, or is not what `hash` says; 413 if it is too large.
 */
export async function checkedAsset(hash: string, body: Buffer): Promise<Buffer> {
  const text = await inflateBody(body, 'gzip', LIMITS.assetBytes);
  if (createHash('sha256').update(text).digest('hex') !== hash)
    throw new IngestError(400, 'the body is not what its hash says');
  if (!isUtf8(text)) throw new IngestError(400, 'the body must be text in UTF-8');
  return promisify(gzip)(text);
}

/** The hashes that a request asks for, separated by commas. Throws 400 for anything else. */
export function askedHashes(given: unknown): string[] {
  const hashes = typeof given === 'string' ? given.split(',') : [];
  if (hashes.length === 0 || hashes.length > LIMITS.assetsAsked || !hashes.every(isAssetHash))
    throw new IngestError(
      400,
      `hashes must be 1 to ${LIMITS.assetsAsked} SHA-256 hashes in hex, separated by commas`,
    );
  return hashes;
}
