import { Random } from './random.ts';
import { podOf, resourceOf, SERVICES } from './resources.ts';
import { sessionOf } from './sessions.ts';
import { text, whole } from './values.ts';

/** Records in one export: the default of OpenTelemetry's batch processors. */
export const LOGS_A_BODY = 512;
/** Records that one trace has of each service, after one another. */
const LOGS_A_TRACE = 3;
const START = 1_795_000_000_000n * 1_000_000n;

/** What services write, with the logger that writes it. */
const LINES: readonly [string, string, (random: Random) => string][] = [
  ['http', 'INFO', (r) => `request completed in ${(r.next() * 90).toFixed(3)} ms`],
  ['cart', 'INFO', (r) => `added SKU-${r.below(5000)} x${1 + r.below(4)} to cart ${r.uuid()}`],
  ['orders', 'INFO', (r) => `order ${r.below(10_000_000)} placed, total ${(r.next() * 300).toFixed(2)} EUR`],
  ['db', 'DEBUG', (r) => `query on orders took ${(r.next() * 12).toFixed(2)} ms, ${r.below(40)} rows`],
  [
    'stock',
    'WARN',
    (r) => `stock of SKU-${r.below(5000)} fell to ${r.below(5)} in warehouse ${1 + r.below(9)}`,
  ],
  [
    'payment',
    'ERROR',
    (r) => `payment ${r.uuid()} declined by bank: insufficient_funds (attempt ${1 + r.below(3)})`,
  ],
];
const SEVERITIES: Record<string, number> = { DEBUG: 5, INFO: 9, WARN: 13, ERROR: 17 };

/**
 * Export number `index`, as OTLP/JSON: 512 records of one pod, most of them within a trace. Four exports after one another are the
 * four services' shares of the same traces.
 */
export function logRequest(index: number) {
  const random = new Random(70_000_000 + index);
  const service = SERVICES[index % SERVICES.length] as string;
  const pod = podOf(Math.floor(index / SERVICES.length));
  const logRecords = Array.from({ length: LOGS_A_BODY }, (_, number) => {
    const [logger, severityText, line] = random.skewed(LINES);
    const place = Math.floor(index / SERVICES.length) * LOGS_A_BODY + number;
    const time = START + BigInt(place) * 500_000n + BigInt(random.below(400_000));
    const inTrace = random.next() < 0.8;
    const trace = Math.floor(place / LOGS_A_TRACE);
    const ofSpan = new Random(90_000_000 + trace * SERVICES.length + (index % SERVICES.length));
    return {
      timeUnixNano: String(time),
      observedTimeUnixNano: String(time + BigInt(random.below(90_000))),
      severityNumber: SEVERITIES[severityText] ?? 9,
      severityText,
      body: { stringValue: line(random) },
      attributes: [
        text('logger.name', `shop.${service}.${logger}`),
        whole('thread.id', 1 + random.below(8)),
        text('code.file.path', `/app/dist/${logger}.js`),
        whole('code.line.number', 20 + logger.length * 7),
        ...(inTrace ? [text('session.id', sessionOf(trace))] : []),
      ],
      traceId: inTrace ? new Random(80_000_000 + trace).hex(16) : '',
      spanId: inTrace ? ofSpan.hex(8) : '',
    };
  });
  const scope = { name: 'pino', version: '9.7.0' };
  return {
    resourceLogs: [{ resource: resourceOf(service, pod), scopeLogs: [{ scope, logRecords }] }],
  };
}
