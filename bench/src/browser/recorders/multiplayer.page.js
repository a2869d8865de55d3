import SessionRecorder from '@multiplayer-app/session-recorder-browser';
import { until } from './until.js';

export function start({ ingest }) {
  SessionRecorder.init({
    apiKey: 'k',
    application: 'bench',
    version: '1',
    environment: 'bench',
    apiBaseUrl: ingest,
    exporterEndpoint: `${ingest}/v1/traces`,
    showWidget: false,
  });
  SessionRecorder.start();
  return until(() => SessionRecorder.sessionState === '2');
}
