import { PATHS, type SdkConfig } from '@throughline/format';
import { inflate } from './inflate.ts';
import type { Recorder } from './recorder.ts';

/** Every session whole: what is measured is recording, not leaving it out. */
const CONFIG: SdkConfig = {
  recording: true,
  sampling: { rate: 1, rules: [] },
  privacy: { mode: 'inputs', maskSelectors: [], blockSelectors: [] },
  incidents: [],
};

/** Ours, with its defaults; for the very first visitor, of whose style sheets the server has none. */
export const throughline: Recorder = {
  name: 'throughline',
  bodies: true,
  settleMs: 5_500,
  reply({ method, path, query }) {
    if (path === PATHS.config) return CONFIG;
    if (path === PATHS.assets && method === 'GET') return { missing: query.get('hashes')?.split(',') ?? [] };
    return { ok: true, serverTime: Date.now() };
  },
  isReplay: ({ path }) => path === PATHS.segments,
  decode: ({ body }) => [inflate(body)],
};

/** As above, for everybody who comes later. */
export const throughlineAgain: Recorder = {
  ...throughline,
  name: 'throughline-again',
  reply: (received) =>
    received.path === PATHS.assets ? { missing: [] } : (throughline.reply?.(received) ?? {}),
};
