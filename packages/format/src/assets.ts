/**
 * Assets: texts of a recording that many pages share (style sheets, pictures written as `data:` URLs) are stored once a
 * project by the SHA-256 of their UTF-8 bytes. Where one stood in an rrweb event, as the whole of a string, the recording has
 * a reference to it; in the place of the list `rules` of an adopted style sheet, one to their JSON.
 *
 * `GET /v1/assets?key=…&hashes=…,…` answers which of them the server lacks, `POST /v1/assets/<hash>?key=…` takes one, gzipped;
 * `GET /api/assets/<hash>` gives it back.
 */

/** What a reference begins with; the hash follows, 64 lower-case hex digits. */
export const ASSET_PREFIX = 'throughline:asset/';

const HASH = /^[0-9a-f]{64}$/;

export function isAssetHash(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value);
}

/** What `GET /v1/assets` answers. An answer without a missing one may be kept by the browser for a day. */
export interface AssetsMissing {
  /** Hashes, of those asked for, that the server wants. */
  missing: string[];
}
