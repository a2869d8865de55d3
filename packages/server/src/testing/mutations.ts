import { gzipSync } from 'node:zlib';

/** For tests: bodies gone wrong, the same ones on every run. */

/** A generator of numbers from 0 up to 1 that depends on its seed alone (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Mutation = (body: Buffer, random: () => number) => Buffer;

const whole = (random: () => number, below: number) => Math.floor(random() * below);

const MUTATIONS: Record<string, Mutation> = {
  truncated: (body, random) => body.subarray(0, whole(random, body.length)),
  'bits flipped': (body, random) => {
    const copy = Buffer.from(body);
    for (let flips = 1 + whole(random, 12); flips > 0; flips--) {
      const index = whole(random, copy.length);
      copy[index] = (copy[index] ?? 0) ^ (1 << whole(random, 8));
    }
    return copy;
  },
  'huge length': (body, random) => {
    const copy = Buffer.from(body);
    copy.fill(0xff, whole(random, copy.length)).fill(0x7f, copy.length - 1);
    return copy;
  },
  'invalid UTF-8': (body, random) => {
    const copy = Buffer.from(body);
    const at = whole(random, copy.length);
    copy.set([0xc3, 0x28, 0xed, 0xa0].slice(0, copy.length - at), at);
    return copy;
  },
  'a part repeated': (body, random) => {
    const from = whole(random, body.length);
    const part = body.subarray(from, from + whole(random, 64));
    return Buffer.concat([body.subarray(0, from), part, part, body.subarray(from)]);
  },
  'a part inserted': (body, random) => {
    const at = whole(random, body.length);
    const part = Buffer.from(Array.from({ length: 1 + whole(random, 32) }, () => whole(random, 256)));
    return Buffer.concat([body.subarray(0, at), part, body.subarray(at)]);
  },
  'nested without end': (body, random) =>
    Buffer.concat([body.subarray(0, whole(random, body.length)), Buffer.from('[{"a":'.repeat(2000))]),
};

/** A body gone wrong in one of the ways above. */
export function mutated(body: Buffer, random: () => number): Buffer {
  const ways = Object.values(MUTATIONS);
  const mutate = ways[whole(random, ways.length)] as Mutation;
  return mutate(body, random);
}

/** Gzip of a body gone wrong before or after it was compressed. */
export function mutatedGzip(body: Buffer, random: () => number): Buffer {
  return random() < 0.5 ? gzipSync(mutated(body, random)) : mutated(gzipSync(body), random);
}

/** A gRPC message whose five bytes in front have gone wrong: another length, or said to be compressed. */
export function misframed(message: Buffer, random: () => number): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(whole(random, 3), 0);
  head.writeUInt32BE(random() < 0.5 ? whole(random, 2 ** 32) : whole(random, message.length * 2), 1);
  return Buffer.concat([head, message]);
}

const BOMB_BYTES = 80 * 1024 * 1024;

/** Gzip that inflates about a thousand times. */
export const GZIP_BOMB = gzipSync(Buffer.alloc(BOMB_BYTES, 0x20));

/** As large as may be sent, and would inflate to 16 GiB. */
export const LARGEST_BOMB = Buffer.concat(Array.from({ length: 200 }, () => GZIP_BOMB));
