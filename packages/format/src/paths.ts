/** Where the server takes things in. The OTLP paths are those of the OTLP specification. */
export const PATHS = {
  segments: '/v1/segments',
  traces: '/v1/traces',
  logs: '/v1/logs',
  metrics: '/v1/metrics',
  config: '/v1/config',
  assets: '/v1/assets',
  incidentMode: '/ops/incident-mode',
  api: '/api',
  health: '/healthz',
} as const;

/** The port of OTLP over HTTP: any OpenTelemetry exporter finds a server there without being told. */
export const DEFAULT_PORT = 4318;

/** The port of OTLP over gRPC, likewise. */
export const DEFAULT_GRPC_PORT = 4317;

/** The project that exists from the first start on. */
export const DEFAULT_PROJECT = 'default';
