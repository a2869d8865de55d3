import { isTextual, PAYLOAD_LIMITS } from '@throughline/format';

/** Takes note of the bytes of one body as they go past: all are counted, the first are kept if they are text. */
export class BodyCollector {
  readonly #chunks: Uint8Array[] = [];
  readonly #contentType: () => string;
  #isText: boolean | undefined;
  #kept = 0;
  #size = 0;

  /** `contentType` is asked once, when the first bytes come. */
  constructor(contentType: () => string) {
    this.#contentType = contentType;
  }

  /** Never throws, and keeps no reference to `chunk`. What is neither text nor bytes is passed over. */
  add(chunk: unknown, encoding?: unknown): void {
    if (typeof chunk === 'string') {
      const encoded = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
      this.#size += Buffer.byteLength(chunk, encoded);
      // A UTF-16 unit is at least one byte in each encoding but base64 and hex, where half of it is kept.
      if (this.#hasRoom()) this.#keep(Buffer.from(chunk.slice(0, PAYLOAD_LIMITS.bodyBytes), encoded));
    } else if (chunk instanceof Uint8Array) {
      this.#size += chunk.byteLength;
      if (this.#hasRoom()) this.#keep(chunk);
    }
  }

  /** True size, bytes. */
  get size(): number {
    return this.#size;
  }

  get isTruncated(): boolean {
    return this.#kept < this.#size;
  }

  /** The first bytes; `undefined` where none came or they are no text. */
  bytes(): Uint8Array | undefined {
    return this.#isText && this.#kept > 0 ? Buffer.concat(this.#chunks) : undefined;
  }

  #hasRoom(): boolean {
    if (this.#size > 0 && this.#isText === undefined) this.#isText = isTextual(this.#contentType());
    return this.#isText === true && this.#kept < PAYLOAD_LIMITS.bodyBytes;
  }

  #keep(chunk: Uint8Array): void {
    // A copy: the application may write into its buffer again.
    const start = Uint8Array.prototype.slice.call(chunk, 0, PAYLOAD_LIMITS.bodyBytes - this.#kept);
    this.#kept += start.byteLength;
    this.#chunks.push(start);
  }
}
