/**
 * Kinds of spool file: one a table layout and encoding, so that a file is inserted by one statement a table. The names
 * are part of file names on disk.
 */
export const SPOOL_KINDS = [
  'traces-protobuf',
  'traces-json',
  'logs-protobuf',
  'logs-json',
  'segments',
] as const;
export type SpoolKind = (typeof SPOOL_KINDS)[number];

/**
 * Field numbers of the envelope message that wraps each body in the spool. The engine reads them by the schema in
 * `store/insert/source.ts`; files written by an older server are read after an upgrade, so numbers are never reused. `hash` tells
 * an OTLP body from every other (`bodyIdentity.ts`) and stands in front of it.
 */
export const ENVELOPE_FIELDS = { project: 1, received: 2, body: 3, hash: 17 } as const;

/** Further fields of the envelope of kind `segments`. */
export const SEGMENT_FIELDS = {
  session: 4,
  tab: 5,
  seq: 6,
  from: 7,
  to: 8,
  sentAt: 9,
  checkpoint: 10,
  events: 11,
  clockOffset: 12,
  clockRoundTrip: 13,
  spans: 14,
  logs: 15,
  replay: 16,
} as const;
