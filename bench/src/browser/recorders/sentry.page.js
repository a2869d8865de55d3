import * as Sentry from '@sentry/browser';

let replay;

export function start({ ingest, page, bodies }) {
  replay = Sentry.replayIntegration({
    minReplayDuration: 0,
    ...(bodies && { networkDetailAllowUrls: [page], networkCaptureBodies: true }),
  });
  Sentry.init({
    dsn: `${ingest.replace('://', '://abc123@')}/1`,
    replaysSessionSampleRate: 1,
    replaysOnErrorSampleRate: 1,
    integrations: [replay],
  });
}
export const flush = () => replay.flush();
