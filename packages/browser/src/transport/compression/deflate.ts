/** Longest match and farthest look back (RFC 1951, section 3.2.5). */
const LONGEST = 258;
const WINDOW = 0x8000;
const SHORTEST = 3;
/** How many earlier places with the same start are looked at: more would save little of what a page sends. */
const TRIES = 12;
const HASH_BITS = 15;
const END_OF_BLOCK = 256;

/**
 * `bytes` as a deflate stream of one block with the fixed codes (RFC 1951, section 3.2.6). Quick and small, and made at once;
 * what can wait is compressed better by the browser.
 */
export function deflate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // A literal takes 9 bits at most.
  const out = new Uint8Array(Math.ceil((bytes.length * 9) / 8) + 16);
  let at = 0;
  let held = 0;
  let heldBits = 0;
  const write = (value: number, bits: number) => {
    held |= value << heldBits;
    for (heldBits += bits; heldBits > 7; heldBits -= 8) {
      out[at++] = held;
      held >>>= 8;
    }
  };
  /** Codes go from the highest bit on, all else from the lowest. */
  const writeCode = (code: number, bits: number) => {
    let turned = 0;
    for (let bit = 0; bit < bits; bit++) turned |= ((code >> bit) & 1) << (bits - 1 - bit);
    write(turned, bits);
  };
  const writeSymbol = (symbol: number) => {
    if (symbol < 144) writeCode(symbol + 48, 8);
    else if (symbol < 256) writeCode(symbol + 256, 9);
    else if (symbol < 280) writeCode(symbol - 256, 7);
    else writeCode(symbol - 88, 8);
  };

  const newest = new Int32Array(1 << HASH_BITS).fill(-1);
  const before = new Int32Array(bytes.length);
  const remember = (place: number): number => {
    const start =
      ((bytes[place] as number) << 16) | ((bytes[place + 1] as number) << 8) | (bytes[place + 2] as number);
    const hash = Math.imul(start, 0x9e3779b1) >>> (32 - HASH_BITS);
    const last = newest[hash] as number;
    before[place] = last;
    newest[hash] = place;
    return last;
  };

  // One last block, with the fixed codes.
  write(3, 3);
  for (let place = 0; place < bytes.length; ) {
    let length = SHORTEST - 1;
    let from = 0;
    const most = Math.min(LONGEST, bytes.length - place);
    let candidate = most < SHORTEST ? -1 : remember(place);
    // Nothing is longer than the longest; and what differs where it would have to go on is no longer than what was found.
    for (
      let tries = TRIES;
      tries > 0 && length < most && candidate >= 0 && place - candidate <= WINDOW;
      tries--
    ) {
      let same = 0;
      if (bytes[candidate + length] === bytes[place + length])
        while (same < most && bytes[candidate + same] === bytes[place + same]) same++;
      if (same > length) {
        length = same;
        from = candidate;
      }
      candidate = before[candidate] as number;
    }
    if (length < SHORTEST) {
      writeSymbol(bytes[place++] as number);
      continue;
    }
    writeLength(length);
    writeDistance(place - from);
    const end = place + length;
    while (++place < end) if (place + SHORTEST <= bytes.length) remember(place);
  }
  writeSymbol(END_OF_BLOCK);
  write(0, 7);
  return out.slice(0, at);

  function writeLength(length: number): void {
    if (length === LONGEST) {
      writeSymbol(285);
      return;
    }
    const rest = length - SHORTEST;
    const extra = Math.max(0, 29 - Math.clz32(rest));
    writeSymbol(257 + extra * 4 + (rest >> extra));
    write(rest & ((1 << extra) - 1), extra);
  }

  function writeDistance(distance: number): void {
    const rest = distance - 1;
    const extra = Math.max(0, 30 - Math.clz32(rest));
    writeCode(extra * 2 + (rest >> extra), 5);
    write(rest & ((1 << extra) - 1), extra);
  }
}
