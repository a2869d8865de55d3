import { inflate, unpackStrings } from './inflate.ts';
import type { Recorder } from './recorder.ts';

const CONFIG = {
  token: 'phc_bench',
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: false,
  captureDeadClicks: false,
  heatmaps: false,
  surveys: false,
  siteApps: [],
  capturePerformance: { network_timing: true, web_vitals: false },
  autocapture_opt_out: true,
  autocaptureExceptions: false,
  defaultIdentifiedOnly: true,
  isAuthenticated: false,
  toolbarParams: {},
  sessionRecording: {
    endpoint: '/s/',
    consoleLogRecordingEnabled: true,
    recorderVersion: 'v2',
    sampleRate: null,
    minimumDurationMilliseconds: null,
    linkedFlag: null,
    networkPayloadCapture: { recordBody: true, recordHeaders: true },
    urlTriggers: [],
    urlBlocklist: [],
    eventTriggers: [],
    scriptConfig: null,
    masking: null,
    recordCanvas: false,
  },
};

/** posthog-js with its recorder bundled; its other products switched off. */
export const posthog: Recorder = {
  name: 'posthog',
  bodies: true,
  settleMs: 4_500,
  reply: ({ path }) => (path.endsWith('/config') ? CONFIG : { status: 1, flags: {}, featureFlags: {} }),
  isReplay: ({ path }) => path.startsWith('/s/'),
  // JSON whose `data` members are gzip once more.
  decode({ body }) {
    const text = inflate(body).toString();
    const packed = unpackStrings(JSON.parse(text), (member) =>
      member.startsWith('\x1f\x8b') ? inflate(Buffer.from(member, 'latin1')) : undefined,
    );
    return [text, ...packed];
  },
};
