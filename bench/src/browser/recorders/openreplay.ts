import { inflate } from './inflate.ts';
import type { Recorder } from './recorder.ts';

const STARTED = {
  token: 'token',
  userUUID: 'u-1',
  projectID: '1',
  beaconSizeLimit: 1_000_000,
  delay: 0,
  sessionID: '123',
  userBrowser: 'Chromium',
  userCity: '',
  userCountry: '',
  userDevice: '',
  userOS: 'Linux',
  userState: '',
  canvasEnabled: false,
  assistOnly: false,
};

/** @openreplay/tracker with default options; a worker of its own collects and sends. */
export const openreplay: Recorder = {
  name: 'openreplay',
  bodies: true,
  settleMs: 700,
  reply({ path }) {
    if (path.endsWith('/v1/web/start')) return { ...STARTED, startTimestamp: Date.now() };
    return path.includes('/tags') ? { tags: [] } : {};
  },
  isReplay: ({ path }) => path === '/v1/web/i',
  decode: ({ body }) => [inflate(body)],
};
