import { TextDecoder } from 'node:util';
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';

/** What a compressed beginning of a body may unfold to, bytes: it is cut to its bound afterwards, and bombs end here. */
const MAX_UNFOLDED_BYTES = 1024 * 1024;

const ZLIB = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_UNFOLDED_BYTES };
const BROTLI = { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: MAX_UNFOLDED_BYTES };

/** Of `Content-Encoding`, https://www.rfc-editor.org/rfc/rfc9110#section-8.4. A beginning that was cut off is enough. */
const DECODERS: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  '': (bytes) => bytes,
  identity: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes, ZLIB),
  'x-gzip': (bytes) => gunzipSync(bytes, ZLIB),
  deflate: (bytes) => inflateSync(bytes, ZLIB),
  br: (bytes) => brotliDecompressSync(bytes, BROTLI),
};

/**
 * The text that a body's first bytes stand for, by its `Content-Type` and `Content-Encoding`; `undefined` if it cannot be
 * read: it is encoded in a way that is not known here, broken, or unfolds beyond all bounds.
 */
export function bodyText(
  bytes: Uint8Array,
  contentType: string,
  contentEncoding: string,
): string | undefined {
  const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w-]+)/i.exec(contentType) ?? [];
  try {
    const decoded = DECODERS[contentEncoding.trim().toLowerCase()]?.(bytes);
    return decoded && decoder(charset).decode(decoded);
  } catch {
    return undefined;
  }
}

function decoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
