import { logs as logsApi } from '@opentelemetry/api-logs';
import {
  CompositePropagator,
  getNumberFromEnv,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { defaultResource, envDetector, hostDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { logs, NodeSDK, tracing } from '@opentelemetry/sdk-node';
import { bridgeConsole } from '../capture/console.ts';
import { nameFastifyRoutes } from '../capture/fastifyRoute.ts';
import { configurePayloads } from '../capture/payload/payloads.ts';
import { logRedaction, spanRedaction } from '../capture/redactRecords.ts';
import { logStamp, spanStamp } from '../capture/sessionStamp.ts';
import { carryIntoChildProcesses, contextFromEnvironment } from '../context/childProcess.ts';
import { contextManager } from '../context/inheritedContext.ts';
import { SessionPropagator } from '../context/sessionPropagator.ts';
import { IncidentPropagator } from '../incident/incidentPropagator.ts';
import { incidentSpans } from '../incident/incidentSpans.ts';
import { watchConfig } from '../incident/watchConfig.ts';
import { flushOnExit } from './exit.ts';
import { createExporters } from './exporters.ts';
import { createInstrumentations } from './instrumentations.ts';
import { registerLoader } from './loader.ts';
import { DEFAULT_ENDPOINT, readSettings } from './settings.ts';

/** How long spans and log records gather before they are sent, milliseconds: a session shows up within seconds. */
const BATCH_DELAY_MS = 1000;

/** How many spans, and how many log records, wait at most; beyond it new ones are dropped. OpenTelemetry's own default. */
const MAX_QUEUE = 2048;

/**
 * Starts the OpenTelemetry Node SDK with session propagation, OTLP export and the console bridge. Must run before the
 * application's own modules load. Throws if a setting is wrong.
 */
export async function startSdk(): Promise<void> {
  const settings = readSettings(process.env);
  configurePayloads({
    capture: settings.payloads,
    headers: settings.payloadHeaders,
    sensitiveNames: settings.sensitiveNames,
    emails: settings.redactEmails,
  });
  const exporters = await createExporters(settings);
  const instrumentations = createInstrumentations(settings);
  registerLoader(instrumentations);

  const spans = new tracing.BatchSpanProcessor(exporters.traces, {
    scheduledDelayMillis: getNumberFromEnv('OTEL_BSP_SCHEDULE_DELAY') ?? BATCH_DELAY_MS,
    maxQueueSize: getNumberFromEnv('OTEL_BSP_MAX_QUEUE_SIZE') ?? MAX_QUEUE,
  });
  const records = new logs.BatchLogRecordProcessor({
    exporter: exporters.logs,
    scheduledDelayMillis: getNumberFromEnv('OTEL_BLRP_SCHEDULE_DELAY') ?? BATCH_DELAY_MS,
    maxQueueSize: getNumberFromEnv('OTEL_BLRP_MAX_QUEUE_SIZE') ?? MAX_QUEUE,
  });
  const textMapPropagator = new CompositePropagator({
    propagators: [
      new W3CTraceContextPropagator(),
      new W3CBaggagePropagator(),
      new SessionPropagator(),
      new IncidentPropagator(),
    ],
  });
  const sdk = new NodeSDK({
    instrumentations,
    textMapPropagator,
    spanProcessors: [spanStamp, spanRedaction, incidentSpans(() => logsApi.getLogger('incident')), spans],
    logRecordProcessors: [logStamp, logRedaction, records],
    contextManager: contextManager(contextFromEnvironment(process.env, textMapPropagator)),
    metricReaders: [],
    resource: defaultResource().merge(resourceFromAttributes({ 'process.pid': process.pid })),
    // Not OpenTelemetry's default with the process detector: it reports the command line, where people put secrets.
    resourceDetectors: process.env.OTEL_NODE_RESOURCE_DETECTORS ? undefined : [envDetector, hostDetector],
  });
  sdk.start();
  if (process.env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return;

  if (settings.incidents) watchConfig({ endpoint: settings.endpoint ?? DEFAULT_ENDPOINT, key: settings.key });
  nameFastifyRoutes();
  carryIntoChildProcesses();
  bridgeConsole(console, logsApi.getLogger('console'), settings.logFields);
  flushOnExit(() => {
    exporters.traces.stopRetrying();
    exporters.logs.stopRetrying();
    return Promise.all([spans.forceFlush(), records.forceFlush()]);
  });
}
