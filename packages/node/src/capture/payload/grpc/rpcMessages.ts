import { PAYLOAD_LIMITS } from '@throughline/format';
import { bytesOf, contentTypeOf } from '../messageContent.ts';
import type { RecordedBody } from '../payloads.ts';
import { plainMessage } from './plainMessage.ts';

const BINARY = 'application/octet-stream';
const LINE_END = Buffer.from('\n');

/**
 * What went one way in a call: one message, or those of a stream, a line each. Objects are kept as JSON, and texts as they are;
 * of a stream the first that fit. Sizes are those on the wire, as the application's own serializer made them.
 */
export class RpcMessages implements RecordedBody {
  readonly isStream: boolean;
  readonly #lines: Uint8Array[] = [];
  #contentType = BINARY;
  #kept = 0;
  #size = 0;
  #count = 0;
  #isTruncated = false;

  constructor(isStream: boolean) {
    this.isStream = isStream;
  }

  /** Never throws. `size` is in bytes. */
  add(message: unknown, size: number): void {
    this.#count += 1;
    this.#size += size;
    if (this.#kept >= PAYLOAD_LIMITS.bodyBytes) {
      this.#isTruncated = true;
      return;
    }
    try {
      const isObject = typeof message === 'object' && !(message instanceof Uint8Array);
      this.#keep(bytesOf(isObject ? plainMessage(message) : message));
    } catch {
      // A message whose own getters throw: its size is known all the same.
    }
  }

  get size(): number {
    return this.#size;
  }

  get count(): number {
    return this.#count;
  }

  get isTruncated(): boolean {
    return this.#isTruncated;
  }

  get contentType(): string {
    return this.#contentType === 'application/json' && this.isStream
      ? 'application/x-ndjson'
      : this.#contentType;
  }

  bytes(): Uint8Array | undefined {
    return this.#kept > 0 ? Buffer.concat(this.#lines) : undefined;
  }

  #keep(line: Uint8Array): void {
    const type = contentTypeOf(line);
    if (type === BINARY) return;
    this.#contentType = type;
    const room = PAYLOAD_LIMITS.bodyBytes - this.#kept;
    if (line.byteLength > room) this.#isTruncated = true;
    // A copy: the application may write into its buffer again.
    const start = Uint8Array.prototype.slice.call(line, 0, room);
    this.#lines.push(start);
    this.#kept += start.byteLength;
    if (this.isStream) this.#lines.push(LINE_END);
  }
}
