/**
 * Bounds that both ends of the wire must agree on. Each has its unit in its name and its reason beside it; bounds
 * that only one side needs live with that side.
 */
const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

export const LIMITS = {
  /** Header line of a segment: a few hundred bytes in practice; parsed as JSON on the hot path, so kept small. */
  segmentHeaderBytes: 16 * KIBIBYTE,
  /** One segment as sent. A first snapshot of a very large page is about 2 MiB compressed. */
  segmentCompressedBytes: 8 * MEBIBYTE,
  /** One segment inflated. rrweb's JSON compresses about 10 to 1; this leaves room and stops bombs. */
  segmentInflatedBytes: 64 * MEBIBYTE,
  /** Highest `seq`: at a segment a second, 11 days of one tab. */
  segmentSeq: 1_000_000,
  /** Longest time one segment may span, milliseconds. An idle tab may hold a segment open until it hides. */
  segmentSpanMs: 24 * 60 * 60 * 1000,
  /** The text of one asset, bytes. The largest style sheets of frameworks have half a mebibyte. */
  assetBytes: 2 * MEBIBYTE,
  /** Assets asked for by one request, whose hashes stand in its URL: under the 16 KiB that servers take. */
  assetsAsked: 100,
  /** A header of W3C Baggage, bytes: the specification's own minimum that implementations must propagate. */
  baggageBytes: 8192,
  /** Members of a W3C Baggage header, by the same rule. */
  baggageMembers: 64,
} as const;
