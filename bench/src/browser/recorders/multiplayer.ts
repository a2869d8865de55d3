import { inflate, unpackStrings } from './inflate.ts';
import type { Recorder } from './recorder.ts';

const STARTED = {
  _id: '64b000000000000000000001',
  shortId: 'abcd1234',
  project: 'p',
  workspace: 'w',
  creationType: 'MANUAL',
  url: '',
};

/** @multiplayer-app/session-recorder-browser: rrweb, each event packed by itself on the main thread and sent by WebSocket. */
export const multiplayer: Recorder = {
  name: 'multiplayer',
  bodies: true,
  settleMs: 1_000,
  reply: ({ path }) =>
    path.includes('/debug-sessions/start') ? { ...STARTED, startedAt: new Date().toISOString() } : {},
  socket: { path: '/v0/radar/ws', onConnect: (socket) => socket.emit('ready') },
  isReplay: ({ kind, body }) => kind === 'message' && body.includes('rrweb'),
  decode({ body }) {
    const text = body.toString();
    return unpackStrings(JSON.parse(text.slice(text.indexOf('['))), (packed) => {
      const bytes = Buffer.from(packed, 'latin1');
      const unpacked = inflate(bytes);
      return unpacked === bytes ? undefined : unpacked;
    });
  },
};
