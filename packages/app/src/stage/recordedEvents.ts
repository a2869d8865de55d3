import type { eventWithTime } from 'rrweb';
import { defuse } from './defuse.ts';

/** One event of a recording as rrweb plays it, free of what could run or leave. */
export type RecordedEvent = eventWithTime;

/** Thrown for a segment that is not a JSON array. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/**
 * The events of a segment's JSON text, defused. What is no event (no type, no time, no data) is left out, so that one
 * bad event cannot stop the rest. Every call makes new objects: rrweb writes into the events it plays.
 */
export function readEvents(json: string): RecordedEvent[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new RecordingError('This part of the recording is damaged: it is not JSON.');
  }
  if (!Array.isArray(parsed))
    throw new RecordingError('This part of the recording is damaged: it is no list of events.');
  return parsed.filter(isEvent).map(defuse);
}

function isEvent(value: unknown): value is RecordedEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { type, timestamp, data } = value as Partial<Record<string, unknown>>;
  return Number.isInteger(type) && Number.isFinite(timestamp) && typeof data === 'object' && data !== null;
}
