/** A seeded source of choices, so that every run sends the same bytes. */
export class Random {
  #state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `most`. */
  below(most: number): number {
    return Math.floor(this.next() * most);
  }

  /** One of `items`; the earlier ones are the likelier ones, as with routes and user agents. */
  skewed<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() ** 2 * items.length)] as Item;
  }

  /** `bytes` bytes in hex. */
  hex(bytes: number): string {
    let text = '';
    for (let index = 0; index < bytes; index += 4)
      text += Math.floor(this.next() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, bytes * 2);
  }

  uuid(): string {
    const hex = this.hex(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** Nanoseconds of a step that takes `typical` milliseconds: most take about as long, a few much longer. */
  duration(typical: number): bigint {
    const spread = Math.exp((this.next() + this.next() + this.next() - 1.5) * 1.4);
    return BigInt(Math.floor(typical * spread * 1e6));
  }
}
