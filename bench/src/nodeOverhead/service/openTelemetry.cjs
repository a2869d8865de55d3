// OpenTelemetry alone with what ours has on: the same instrumentations, no metrics, no detector of the command line.
const { getNodeAutoInstrumentations } = require('@opentelemetry/auto-instrumentations-node');
const { NodeSDK, resources } = require('@opentelemetry/sdk-node');

const OFF = { enabled: false };

new NodeSDK({
  instrumentations: getNodeAutoInstrumentations({
    '@opentelemetry/instrumentation-fs': OFF,
    '@opentelemetry/instrumentation-dns': OFF,
    '@opentelemetry/instrumentation-net': OFF,
    '@opentelemetry/instrumentation-host-metrics': OFF,
    '@opentelemetry/instrumentation-runtime-node': OFF,
    '@opentelemetry/instrumentation-router': OFF,
    '@opentelemetry/instrumentation-connect': OFF,
    '@opentelemetry/instrumentation-express': { ignoreLayersType: ['middleware', 'router'] },
  }),
  metricReaders: [],
  resourceDetectors: [resources.envDetector, resources.hostDetector],
}).start();
