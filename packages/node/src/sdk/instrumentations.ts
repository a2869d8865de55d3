import {
  getNodeAutoInstrumentations,
  type InstrumentationConfigMap,
} from '@opentelemetry/auto-instrumentations-node';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { PinoDebugInstrumentation } from '../capture/debugLogs/pino.ts';
import { WinstonDebugInstrumentation } from '../capture/debugLogs/winston.ts';
import { BunyanToTwoInstrumentation, logLibrarySettings } from '../capture/logLibraries.ts';
import { GrpcPayloadInstrumentation } from '../capture/payload/grpc/grpcPayloads.ts';
import { httpPayloadHooks } from '../capture/payload/httpPayloads.ts';
import { messageHooks } from '../capture/payload/messagePayloads.ts';
import { payloads } from '../capture/payload/payloads.ts';
import { undiciPayloadHooks } from '../capture/payload/undiciPayloads.ts';
import { incidentAnswers } from '../incident/incidentAnswers.ts';
import { BullMqInstrumentation } from '../messaging/bullmq.ts';
import { joinKafkaBatches } from '../messaging/kafkaBatch.ts';
import { NatsInstrumentation } from '../messaging/nats.ts';
import { NodeCronInstrumentation } from '../messaging/nodeCron.ts';
import { PgBossInstrumentation } from '../messaging/pgBoss.ts';
import { WebSocketInstrumentation } from '../messaging/webSocket.ts';

const OFF = { enabled: false };

const CONFIG: InstrumentationConfigMap = {
  // A span for each file, name and socket says little about a request and buries what does.
  '@opentelemetry/instrumentation-fs': OFF,
  '@opentelemetry/instrumentation-dns': OFF,
  '@opentelemetry/instrumentation-net': OFF,
  // These only feed metrics, which are off.
  '@opentelemetry/instrumentation-host-metrics': OFF,
  '@opentelemetry/instrumentation-runtime-node': OFF,
  // A span for each layer that a request falls through; the server span is named by its route all the same.
  '@opentelemetry/instrumentation-router': OFF,
  '@opentelemetry/instrumentation-express': {
    ignoreLayersType: ['middleware', 'router'] as never[],
    // Of Express 5 it would say `request handler` alone.
    spanNameHook: ({ route }) => `request handler - ${route}`,
  },
  '@opentelemetry/instrumentation-connect': OFF,
  // Statements outside of any request or job are the polling and upkeep of pools and queues.
  '@opentelemetry/instrumentation-pg': { requireParentSpan: true },
};

/**
 * OpenTelemetry's auto-instrumentations without the noisy ones, and ours for what it has none. `logFields`: whether the
 * application's own log lines name session, trace and span.
 */
export function createInstrumentations({ logFields }: { logFields: boolean }): Instrumentation[] {
  const logLibrary = logLibrarySettings(logFields);
  const ofOpenTelemetry = getNodeAutoInstrumentations({
    ...CONFIG,
    '@opentelemetry/instrumentation-bunyan': OFF,
    '@opentelemetry/instrumentation-amqplib':
      messageHooks.amqplib as InstrumentationConfigMap['@opentelemetry/instrumentation-amqplib'],
    '@opentelemetry/instrumentation-aws-sdk': messageHooks.awsSdk,
    '@opentelemetry/instrumentation-kafkajs': messageHooks.kafkajs,
    '@opentelemetry/instrumentation-http': httpHooks(),
    '@opentelemetry/instrumentation-undici': undiciHooks(),
    '@opentelemetry/instrumentation-pino': logLibrary,
    '@opentelemetry/instrumentation-winston': logLibrary,
  });
  joinKafkaBatches(ofOpenTelemetry);
  return [
    ...ofOpenTelemetry,
    new BunyanToTwoInstrumentation(logLibrary),
    new PinoDebugInstrumentation(),
    new WinstonDebugInstrumentation(),
    new GrpcPayloadInstrumentation(payloads),
    new BullMqInstrumentation(),
    new NatsInstrumentation(),
    new NodeCronInstrumentation(),
    new PgBossInstrumentation(),
    new WebSocketInstrumentation(),
  ];
}

function httpHooks(): InstrumentationConfigMap['@opentelemetry/instrumentation-http'] {
  const recorded = httpPayloadHooks(payloads);
  const { http } = incidentAnswers();
  return {
    requestHook: recorded.requestHook,
    responseHook(span, response) {
      // First, so that an answer that is in an incident is recorded as it goes out.
      http(span, response);
      recorded.responseHook(span, response);
    },
  };
}

function undiciHooks(): InstrumentationConfigMap['@opentelemetry/instrumentation-undici'] {
  const recorded = undiciPayloadHooks(payloads);
  const { undici } = incidentAnswers();
  return {
    requestHook: recorded.requestHook,
    responseHook(span, answer) {
      undici(span, answer.response.headers);
      recorded.responseHook(span, answer);
    },
  };
}
