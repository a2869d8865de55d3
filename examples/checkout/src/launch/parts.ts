/** The parts of the shop that listen on a port. */
export type PortName = 'shop' | 'gateway' | 'payment' | 'fraud' | 'orders' | 'database';

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

/**
 * A service in any language that answers fraud's contract: `POST /check {copies}` gives `{verdict}`. It listens on `PORT` of
 * 127.0.0.1 (0 is any free one), prints `ready on port <number>`, asks the service at `NEXT_URL` as well, and ends on SIGTERM.
 */
export interface CheckService {
  /** Its `service.name`. */
  name: string;
  /** Where `command` runs. */
  folder: string;
  command: string;
  args: string[];
}

export interface Part {
  name: string;
  /** How Node is started for it. */
  args: string[];
  /** Its settings, given the ports of the parts before it. */
  env: (ports: Record<string, number>, telemetry: Telemetry) => Record<string, string>;
}

const OURS = ['--import', '@throughline/node/register'];

/** OpenTelemetry's own way of instrumenting an ESM application; its loader warns that it is experimental. */
const PLAIN_OPENTELEMETRY = [
  '--disable-warning=ExperimentalWarning',
  '--experimental-loader=@opentelemetry/instrumentation/hook.mjs',
  '--import',
  '@opentelemetry/auto-instrumentations-node/register',
];

const localUrl = (port = 0) => `http://127.0.0.1:${port}`;
const databaseUrl = (port = 0) => `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;

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

/** A part of the shop's own: `<name>/main.ts`, built. */
const part = (name: string, flags: string[], env: Part['env'] = () => ({})): Part => ({
  name,
  args: [...flags, `dist/${name}/main.js`],
  env,
});

/** A service of another language, run by Node so that it starts and ends like the parts do. */
const checkPart = ({ name, folder, command, args }: CheckService, next: string): Part => ({
  name,
  args: ['dist/otherLanguage/main.js', folder, command, ...args],
  env: (ports, telemetry) => ({
    ...standardVariables(telemetry),
    // Not every language's SDK takes it for the default, as the specification asks.
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    NEXT_URL: localUrl(ports[next]),
  }),
});

/** All parts in stages: each stage starts when the one before it is ready. `checks` stand between payment and fraud. */
export function stages(checks: CheckService[]): Part[][] {
  const asked = [...checks.map(({ name }) => name), 'fraud'];
  const withDatabase: Part['env'] = (ports, telemetry) => ({
    ...ours(telemetry),
    DATABASE_URL: databaseUrl(ports.database),
  });
  return [
    [
      part('database', []),
      part('fraud', PLAIN_OPENTELEMETRY, (_, telemetry) => standardVariables(telemetry)),
    ],
    // From the last to the first: each is told where the next one listens.
    ...checks.map((check, index) => [checkPart(check, asked[index + 1] as string)]).reverse(),
    [part('receipts', OURS, withDatabase)],
    [part('orders', OURS, withDatabase)],
    [
      part('payment', OURS, (ports, telemetry) => ({
        ...ours(telemetry),
        FRAUD_URL: localUrl(ports[asked[0] as string]),
        ORDERS_URL: localUrl(ports.orders),
      })),
    ],
    [
      part('gateway', OURS, (ports, telemetry) => ({
        ...ours(telemetry),
        PAYMENT_URL: localUrl(ports.payment),
        ORDERS_URL: localUrl(ports.orders),
      })),
    ],
    [part('shop', [], (ports, telemetry) => ({ ...ours(telemetry), GATEWAY_URL: localUrl(ports.gateway) }))],
  ];
}
