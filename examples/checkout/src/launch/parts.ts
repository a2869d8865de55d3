/** The parts of the shop that listen on a port. */
export type PortName = 'shop' | 'gateway' | 'payment' | 'fraud' | 'orders' | 'database';

export type PartName = PortName | 'receipts';

/** Ports that are asked for; 5173 is left to Vite, whose default it is. A taken one moves to a free one. */
export const DEFAULT_PORTS: Record<PortName, number> = {
  shop: 5170,
  gateway: 5171,
  payment: 5172,
  fraud: 5174,
  orders: 5175,
  database: 5176,
};

/** Where telemetry goes. */
export interface Telemetry {
  endpoint: string;
  key: string;
}

export interface Part {
  name: PartName;
  /** How Node is started for it. */
  flags: string[];
  /** Its settings, given the ports of the parts before it. */
  env: (ports: Record<PartName, number>, telemetry: Telemetry) => Record<string, string>;
}

const OURS = ['--import', '@throughline/node/register'];

/** OpenTelemetry's own way of instrumenting an ESM application; its loader warns that it is experimental. */
const PLAIN_OPENTELEMETRY = [
  '--disable-warning=ExperimentalWarning',
  '--experimental-loader=@opentelemetry/instrumentation/hook.mjs',
  '--import',
  '@opentelemetry/auto-instrumentations-node/register',
];

const localUrl = (port: number) => `http://127.0.0.1:${port}`;
const databaseUrl = (port: number) => `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;

/** The standard variables of OpenTelemetry: all that a service without our package needs. */
function standardVariables({ endpoint, key }: Telemetry): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${encodeURIComponent(key)}`,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_LOGS_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_BSP_SCHEDULE_DELAY: '1000',
    OTEL_BLRP_SCHEDULE_DELAY: '1000',
    // The others ask cloud providers' metadata services, which no laptop has.
    OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
  };
}

const ours = ({ endpoint, key }: Telemetry) => ({ THROUGHLINE_ENDPOINT: endpoint, THROUGHLINE_KEY: key });

/** All parts in stages: each stage starts when the one before it is ready. */
export const STAGES: Part[][] = [
  [
    { name: 'database', flags: [], env: () => ({}) },
    { name: 'fraud', flags: PLAIN_OPENTELEMETRY, env: (_, telemetry) => standardVariables(telemetry) },
  ],
  [
    {
      name: 'receipts',
      flags: OURS,
      env: (ports, telemetry) => ({ ...ours(telemetry), DATABASE_URL: databaseUrl(ports.database) }),
    },
  ],
  [
    {
      name: 'orders',
      flags: OURS,
      env: (ports, telemetry) => ({ ...ours(telemetry), DATABASE_URL: databaseUrl(ports.database) }),
    },
  ],
  [
    {
      name: 'payment',
      flags: OURS,
      env: (ports, telemetry) => ({
        ...ours(telemetry),
        FRAUD_URL: localUrl(ports.fraud),
        ORDERS_URL: localUrl(ports.orders),
      }),
    },
  ],
  [
    {
      name: 'gateway',
      flags: OURS,
      env: (ports, telemetry) => ({
        ...ours(telemetry),
        PAYMENT_URL: localUrl(ports.payment),
        ORDERS_URL: localUrl(ports.orders),
      }),
    },
  ],
  [
    {
      name: 'shop',
      flags: [],
      env: (ports, telemetry) => ({ ...ours(telemetry), GATEWAY_URL: localUrl(ports.gateway) }),
    },
  ],
];
