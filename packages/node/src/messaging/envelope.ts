import type { Carrier } from '../context/headers.ts';

/**
 * A job's data is a JSON object that its own producer and consumer agreed on; the trace context rides in it under one
 * reserved key, since the queue stores nothing else with a job. Our consumer takes it out before the handler sees it.
 */
export const ENVELOPE_KEY = '__throughline';

/** How many characters of carried headers are taken from a job: what W3C Trace Context and Baggage may hold together. */
const MAX_CARRIER_CHARACTERS = 10_000;

/**
 * `data` with `carrier` inside; the given object is not changed. Data that is not a plain object (a list, a text) has no
 * room for it and comes back as it is.
 */
export function seal(data: unknown, carrier: Carrier): unknown {
  if (data === null || data === undefined) return { [ENVELOPE_KEY]: { ...carrier, empty: 'true' } };
  if (typeof data !== 'object' || Array.isArray(data)) return data;
  return { ...data, [ENVELOPE_KEY]: carrier };
}

/** Whether `data` carries a context already. */
export function isSealed(data: unknown): boolean {
  return typeof data === 'object' && data !== null && ENVELOPE_KEY in data;
}

/** What the producer gave as data, and the carrier if there was one. What is no text in the carrier is left out. */
export function open(sealed: unknown): { data: unknown; carrier: Carrier } {
  if (!isSealed(sealed)) return { data: sealed, carrier: {} };
  const { [ENVELOPE_KEY]: envelope, ...data } = sealed as Record<string, unknown>;
  const { empty, ...carrier } = textsOf(envelope);
  return { data: empty === 'true' ? null : data, carrier };
}

function textsOf(envelope: unknown): Record<string, string> {
  if (typeof envelope !== 'object' || envelope === null) return {};
  const texts = Object.entries(envelope).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[1].length <= MAX_CARRIER_CHARACTERS,
  );
  return Object.fromEntries(texts);
}
