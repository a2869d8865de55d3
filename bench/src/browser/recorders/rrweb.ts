import type { Recorder } from './recorder.ts';

/** rrweb's `record` with the simplest sender that people write: it collects, and posts JSON every 5 s, not compressed. */
export const rrweb: Recorder = {
  name: 'rrweb',
  bodies: false,
  settleMs: 0,
  isReplay: ({ path }) => path === '/rrweb',
  decode: ({ body }) => [body],
};
