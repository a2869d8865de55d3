import type { Recorder } from './recorder.ts';

/** The page alone, beside which all are measured. */
export const none: Recorder = {
  name: 'none',
  bodies: true,
  settleMs: 0,
  isReplay: () => false,
  decode: () => [],
};
