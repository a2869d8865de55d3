/** Words of SHA-256 (FIPS 180-4): the first bits of the fractional parts of roots of the first primes. */
const ROUNDS = new Int32Array(64);
const START = new Int32Array(8);
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
for (let candidate = 2, found = 0; found < 64; candidate++) {
  let divisor = 2;
  while (candidate % divisor) divisor++;
  if (divisor < candidate) continue;
  if (found < 8) START[found] = fraction(Math.sqrt(candidate));
  ROUNDS[found++] = fraction(Math.cbrt(candidate));
}

const words = new Int32Array(64);

/**
 * SHA-256 of the text in UTF-8, lower-case hex. At once, which the browser's own digest is not: the reference must stand in
 * an event when it is handed on. Some 100 MB a second.
 */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  const message = new Uint8Array(padded.buffer);
  message.set(bytes);
  message[bytes.length] = 0x80;
  padded.setUint32(message.length - 8, bytes.length / 2 ** 29);
  padded.setUint32(message.length - 4, bytes.length << 3);
  const hash = START.slice();
  for (let block = 0; block < message.length; block += 64) addBlock(hash, padded, block);
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Runs some hundred times while a page loads, before any compiler has seen it: so what is done in each round makes no objects. */
function addBlock(hash: Int32Array, message: DataView, block: number): void {
  // Every index is within its array.
  let [a, b, c, d, e, f, g, h] = hash as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    let word: number;
    if (i < 16) word = message.getInt32(block + i * 4);
    else {
      const x = words[i - 15] as number;
      const y = words[i - 2] as number;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      word = ((words[i - 16] as number) + s0 + (words[i - 7] as number) + s1) | 0;
    }
    words[i] = word;
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const next = (h + sum1 + ((e & f) ^ (~e & g)) + (ROUNDS[i] as number) + word) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    h = g;
    g = f;
    f = e;
    e = (d + next) | 0;
    d = c;
    c = b;
    b = a;
    a = (next + sum0 + ((b & c) ^ (b & d) ^ (c & d))) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) (hash[index] as number) += word;
}
