import { inflate } from './inflate.ts';
import type { Recorder } from './recorder.ts';

/** @sentry/browser with its replay integration, default options; `minReplayDuration: 0`, since sessions under 5 s are dropped by default. */
export const sentry: Recorder = {
  name: 'sentry',
  bodies: true,
  settleMs: 600,
  reply: () => ({ id: '0'.repeat(32) }),
  isReplay: ({ body }) => body.includes('"type":"replay_recording"'),
  // An envelope: lines of JSON, then `{"segment_id":N}` and the events, deflated or plain.
  decode({ body }) {
    const header = body.indexOf('{"segment_id"');
    return header < 0 ? [] : [inflate(body.subarray(body.indexOf(10, header) + 1))];
  },
};
