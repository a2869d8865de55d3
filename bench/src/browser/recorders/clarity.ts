import { inflate } from './inflate.ts';
import type { Recorder } from './recorder.ts';

/** clarity-js, the recorder that @microsoft/clarity loads. It masks text by default and captures no requests. */
export const clarity: Recorder = {
  name: 'clarity',
  bodies: false,
  settleMs: 4_200,
  reply: () => '',
  isReplay: ({ path }) => path === '/collect',
  decode: ({ body }) => [inflate(body)],
};
