/** Who asks: whether their session is among those that are recorded whole, and whether their traces are recorded. */
export interface Visitors {
  sampledSession: boolean;
  sampledTrace: boolean;
  /** What the ids of their traces begin with, hex digits. */
  traceIdPrefix?: string;
}

/** One way to run the service. */
export interface Variant {
  name: string;
  /** What it is called in tables. */
  title: string;
  /** What Node is started with. */
  flags: string[];
  /** Its settings; `endpoint` is where its telemetry goes, without a trailing slash. */
  env: (endpoint: string) => Record<string, string>;
  visitors: Visitors;
}

/** The receiver tells this one of an incident. */
export const INCIDENT = 'throughline-incident';
/** What ratios are to. */
export const NOTHING = 'nothing';
export const PLAIN = 'opentelemetry';
export const OURS = 'throughline';

const RECORDED: Visitors = { sampledSession: true, sampledTrace: true };
const REGISTER = ['--import', '@throughline/node/register'];

/** Everybody gathers spans and log records for a second: batches are of the same size, and sent when they are counted. */
const SAME_BATCHES = { OTEL_BSP_SCHEDULE_DELAY: '1000', OTEL_BLRP_SCHEDULE_DELAY: '1000' };

const standard = (endpoint: string) => ({ ...SAME_BATCHES, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
const ours = (endpoint: string) => ({
  ...SAME_BATCHES,
  THROUGHLINE_ENDPOINT: endpoint,
  THROUGHLINE_KEY: 'k',
});

/** `service`: folder of what the service is started with; `peers`: folder with the peers' packages. */
export function variants(service: string, peers: string): Variant[] {
  return [
    { name: NOTHING, title: 'nothing', flags: [], env: () => ({}), visitors: RECORDED },
    {
      name: PLAIN,
      title: 'OpenTelemetry, same instrumentations as ours',
      flags: ['--require', `${service}/openTelemetry.cjs`],
      env: standard,
      visitors: RECORDED,
    },
    { name: OURS, title: 'Throughline', flags: REGISTER, env: ours, visitors: RECORDED },
    {
      name: 'throughline-unwatched',
      title: 'Throughline that does not ask for incidents',
      flags: REGISTER,
      env: (endpoint) => ({ ...ours(endpoint), THROUGHLINE_INCIDENTS: 'off' }),
      visitors: RECORDED,
    },
    {
      name: 'throughline-session-not-sampled',
      title: 'Throughline, sessions not sampled',
      flags: REGISTER,
      env: ours,
      visitors: { sampledSession: false, sampledTrace: true },
    },
    {
      name: 'opentelemetry-as-it-comes',
      title: 'OpenTelemetry as it comes',
      flags: ['--require', '@opentelemetry/auto-instrumentations-node/register'],
      env: standard,
      visitors: RECORDED,
    },
    {
      name: 'throughline-trace-not-sampled',
      title: 'Throughline, traces not sampled (traceparent …-00)',
      flags: REGISTER,
      env: ours,
      visitors: { sampledSession: false, sampledTrace: false },
    },
    {
      name: INCIDENT,
      title: 'Throughline in an incident, with payloads',
      flags: REGISTER,
      env: ours,
      visitors: RECORDED,
    },
    {
      name: 'hyperdx',
      title: 'HyperDX',
      flags: ['--require', `${peers}/node_modules/@hyperdx/node-opentelemetry/build/src/tracing.js`],
      env: (endpoint) => ({
        ...standard(endpoint),
        HYPERDX_API_KEY: 'k',
        HDX_STARTUP_LOGS: 'false',
        PEERS: peers,
        LOGGER: `${service}/hyperdxLogger.cjs`,
      }),
      visitors: RECORDED,
    },
    {
      name: 'multiplayer',
      title: 'Multiplayer',
      flags: ['--require', `${service}/multiplayer.cjs`],
      env: (endpoint) => ({ ...standard(endpoint), PEERS: peers }),
      // By this it knows the traces of what is recorded; it sends no others.
      visitors: { ...RECORDED, traceIdPrefix: 'cdbcdb' },
    },
  ];
}
