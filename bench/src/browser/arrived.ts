import type { Received, Recorder } from './recorders/recorder.ts';
import { MARKS } from './workloads.ts';

/** What came to the sink in one run. */
export interface Arrived {
  /** Bytes of bodies and messages as they were sent, all but preflights. */
  uploadedBytes: number;
  requests: number;
  preflights: number;
  messages: number;
  /** Bytes of the recording in the clear. */
  decodedBytes: number;
  /** For each of `MARKS`, whether it is in the recording. */
  marks: boolean[];
  /** What could not be decoded, and why. */
  errors: string[];
}

export function arrived(received: readonly Received[], recorder: Recorder): Arrived {
  const errors: string[] = [];
  const decoded = received
    .filter((one) => one.kind !== 'preflight' && recorder.isReplay(one))
    .flatMap((one) => {
      try {
        return recorder.decode(one).map((part) => Buffer.from(part));
      } catch (error) {
        errors.push(String(error).slice(0, 120));
        return [];
      }
    });
  const count = (kind: Received['kind']) => received.filter((one) => one.kind === kind).length;
  return {
    uploadedBytes: received.reduce((sum, { body }) => sum + body.length, 0),
    requests: count('http'),
    preflights: count('preflight'),
    messages: count('message'),
    decodedBytes: decoded.reduce((sum, part) => sum + part.length, 0),
    marks: MARKS.map((mark) => decoded.some((part) => part.includes(mark))),
    errors,
  };
}
