import Tracker from '@openreplay/tracker';

const NETWORK = {
  capturePayload: true,
  ignoreHeaders: false,
  sessionTokenHeader: false,
  failuresOnly: false,
  captureInIframes: false,
};
let tracker;

export async function start({ ingest, bodies }) {
  tracker = new Tracker({
    projectKey: 'bench',
    ingestPoint: ingest,
    __DISABLE_SECURE_MODE: true,
    ...(bodies && { network: NETWORK }),
  });
  const started = await tracker.start();
  if (!started || started.success === false) throw new Error(`openreplay: ${JSON.stringify(started)}`);
}
export const flush = () =>
  new Promise((resolve) => {
    setTimeout(() => {
      tracker.app.forceFlushBatch();
      resolve();
    }, 300);
  });
