// Multiplayer's recorder as its own example sets it up: OpenTelemetry with its hooks, ids, sampler and exporters.
const { createRequire } = require('node:module');

const fromPeers = createRequire(`${process.env.PEERS}/index.js`);
const { propagation } = fromPeers('@opentelemetry/api');
const { logs: logsApi } = fromPeers('@opentelemetry/api-logs');
const { getNodeAutoInstrumentations } = fromPeers('@opentelemetry/auto-instrumentations-node');
const { W3CTraceContextPropagator } = fromPeers('@opentelemetry/core');
const { logs, node, NodeSDK, resources, tracing } = fromPeers('@opentelemetry/sdk-node');
const {
  SessionRecorderHttpInstrumentationHooksNode: hooks,
  SessionRecorderHttpLogsExporter,
  SessionRecorderHttpTraceExporter,
  SessionRecorderIdGenerator,
  SessionRecorderTraceIdRatioBasedSampler,
} = fromPeers('@multiplayer-app/session-recorder-node');

const endpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
const captured = { maskHeadersList: ['X-Api-Key'], maxPayloadSizeBytes: 5000, isMaskBodyEnabled: false };
const resource = resources.resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME });

const provider = new node.NodeTracerProvider({
  resource,
  spanProcessors: [
    new tracing.BatchSpanProcessor(
      new SessionRecorderHttpTraceExporter({ apiKey: 'k', url: `${endpoint}/v1/traces` }),
    ),
  ],
  sampler: new tracing.ParentBasedSampler({ root: new SessionRecorderTraceIdRatioBasedSampler(0.15) }),
  idGenerator: new SessionRecorderIdGenerator(),
});
logsApi.setGlobalLoggerProvider(
  new logs.LoggerProvider({
    resource,
    processors: [
      new logs.BatchLogRecordProcessor({
        exporter: new SessionRecorderHttpLogsExporter({ apiKey: 'k', url: `${endpoint}/v1/logs` }),
      }),
    ],
  }),
);
provider.register();
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
new NodeSDK({
  instrumentations: [
    getNodeAutoInstrumentations({
      '@opentelemetry/instrumentation-http': {
        requestHook: hooks.requestHook(captured),
        responseHook: hooks.responseHook(captured),
      },
    }),
  ],
}).start();
