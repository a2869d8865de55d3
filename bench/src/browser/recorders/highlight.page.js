import { H } from 'highlight.run';
import { until } from './until.js';

export function start({ ingest, bodies }) {
  H.init('1bench', {
    backendUrl: `${ingest}/graphql`,
    otlpEndpoint: `${ingest}/otel`,
    environment: 'bench',
    tracingOrigins: false,
    networkRecording: { enabled: true, recordHeadersAndBody: bodies },
    inlineImages: false,
    inlineVideos: false,
  });
  return until(() => H.getRecordingState() === 'Recording');
}
