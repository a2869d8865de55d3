/** The wire type of strings, bytes and messages. */
export const LENGTH_DELIMITED = 2;

/** A tag is field number times 8 plus wire type. */
const FIELD_SCALE = 8;

const CONTINUATION = 0x80;
const PAYLOAD_BITS = 7;
const PAYLOAD_MASK = 0x7f;
/** A varint of 64 bits takes ten bytes at most (https://protobuf.dev/programming-guides/encoding/). */
const VARINT_BYTES_MOST = 10;

/**
 * Walks Protobuf messages field by field. One reader serves a whole body and says where it stands in its own properties: a
 * body of 512 spans has twenty thousand fields, and an object for each would cost more than all the reading.
 */
export class FieldReader {
  /** Of the field read last: its number and wire type, and where its value begins and ends. */
  number = 0;
  wireType = 0;
  valueStart = 0;
  end = 0;
  readonly #bytes: Uint8Array;
  #varintEnd = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads the field at `offset` of the message that ends at `limit`. Answers what is wrong with it, if something is. */
  read(offset: number, limit: number): string | undefined {
    const tag = this.#varint(offset);
    if (tag < 0 || this.#varintEnd > limit) return 'a field tag is cut short';
    this.number = Math.floor(tag / FIELD_SCALE);
    this.wireType = tag % FIELD_SCALE;
    if (this.number === 0) return 'field number 0';
    this.valueStart = this.#varintEnd;
    this.end = this.#valueEnd(this.#varintEnd);
    return this.end < 0 || this.end > limit ? `field ${this.number} is longer than what is left` : undefined;
  }

  /** Where the value at `offset` ends, by its wire type; -1 if nowhere. */
  #valueEnd(offset: number): number {
    switch (this.wireType) {
      case 0:
        return this.#endOfVarint(offset);
      case 1:
        return offset + 8;
      case LENGTH_DELIMITED: {
        const length = this.#varint(offset);
        this.valueStart = this.#varintEnd;
        return length < 0 ? -1 : this.#varintEnd + length;
      }
      case 5:
        return offset + 4;
      default:
        return -1;
    }
  }

  /** The varint at `offset`; -1 if it is cut short, too long, or beyond 2^53. */
  #varint(offset: number): number {
    const first = this.#bytes[offset];
    if (first === undefined) return -1;
    this.#varintEnd = offset + 1;
    return first < CONTINUATION ? first : this.#longVarint(offset, first & PAYLOAD_MASK);
  }

  #longVarint(offset: number, first: number): number {
    let value = first;
    let scale = 2 ** PAYLOAD_BITS;
    for (let index = offset + 1; index < offset + VARINT_BYTES_MOST; index++) {
      const byte = this.#bytes[index];
      if (byte === undefined) return -1;
      value += (byte & PAYLOAD_MASK) * scale;
      if (byte < CONTINUATION) {
        this.#varintEnd = index + 1;
        return Number.isSafeInteger(value) ? value : -1;
      }
      scale *= 2 ** PAYLOAD_BITS;
    }
    return -1;
  }

  /** A value may use all 64 bits, which no number holds. */
  #endOfVarint(offset: number): number {
    for (let index = offset; index < offset + VARINT_BYTES_MOST; index++) {
      const byte = this.#bytes[index];
      if (byte === undefined) return -1;
      if (byte < CONTINUATION) return index + 1;
    }
    return -1;
  }
}
