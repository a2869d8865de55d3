import posthog from 'posthog-js';
import 'posthog-js/dist/posthog-recorder';
import { until } from './until.js';

export function start({ ingest, bodies }) {
  posthog.init('phc_bench', {
    api_host: ingest,
    ui_host: ingest,
    disable_external_dependency_loading: true,
    autocapture: false,
    capture_pageview: false,
    capture_pageleave: false,
    capture_heatmaps: false,
    capture_dead_clicks: false,
    capture_exceptions: false,
    disable_surveys: true,
    disable_web_experiments: true,
    advanced_disable_feature_flags: true,
    disable_compression: false,
    session_recording: { recordHeaders: bodies, recordBody: bodies },
  });
  return until(() => posthog.sessionRecordingStarted());
}
