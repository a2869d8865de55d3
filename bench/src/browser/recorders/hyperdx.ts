import { inflate } from './inflate.ts';
import type { Recorder } from './recorder.ts';

/** @hyperdx/browser: OpenTelemetry and rrweb, events as OTLP logs, gzip on the main thread every 5 s. */
export const hyperdx: Recorder = {
  name: 'hyperdx',
  bodies: true,
  settleMs: 5_300,
  isReplay: ({ path }) => path === '/v1/logs',
  decode: ({ body }) => [inflate(body)],
};
