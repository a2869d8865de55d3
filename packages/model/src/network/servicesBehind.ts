import { ATTRIBUTES, anyValueText, type Span } from '@throughline/format';

/** What one service did for a request. */
export interface ServiceBehind {
  service: string;
  spans: number;
  errors: number;
  /** What the first of its failed spans that says anything says; empty if none failed. */
  firstError: string;
}

type Behind = Pick<
  Span,
  'spanId' | 'parentSpanId' | 'service' | 'status' | 'name' | 'startTimeUnixNano' | 'attributes' | 'events'
>;

/** The services that worked for the span `spanId`, itself left out, in the order in which they began. */
export function servicesBehind(spans: readonly Behind[], spanId: string): ServiceBehind[] {
  const children = new Map<string, Behind[]>();
  for (const span of spans) {
    const siblings = children.get(span.parentSpanId);
    if (siblings) siblings.push(span);
    else children.set(span.parentSpanId, [span]);
  }
  // A set, since ancestors may run in a circle.
  const below = new Set<Behind>();
  const ahead = [spanId];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop())
    for (const span of children.get(id) ?? []) {
      if (below.has(span) || span.spanId === spanId) continue;
      below.add(span);
      ahead.push(span.spanId);
    }
  const services = new Map<string, ServiceBehind>();
  const failed = new Map<string, Behind[]>();
  for (const span of [...below].sort(byStart)) {
    const { service, status } = span;
    const known = services.get(service) ?? { service, spans: 0, errors: 0, firstError: '' };
    known.spans += 1;
    if (status.code === 'error') {
      known.errors += 1;
      const others = failed.get(service);
      if (others) others.push(span);
      else failed.set(service, [span]);
    }
    services.set(service, known);
  }
  return [...services.values()].map((known) => ({
    ...known,
    firstError: errorOf(failed.get(known.service) ?? []),
  }));
}

/** The outer spans of a service often fail without a word: that one of them knows why is worth more than that it was first. */
function errorOf(failed: readonly Behind[]): string {
  const telling =
    failed.find((span) => reasonOf(span) !== '') ?? failed.find((span) => statusOf(span) !== '');
  const shown = telling ?? failed[0];
  if (!shown) return '';
  const reason = reasonOf(shown) || statusOf(shown);
  return reason ? `${shown.name}: ${reason}` : shown.name;
}

function reasonOf({ status, events }: Behind): string {
  const exception = events.find(({ name }) => name === 'exception');
  return status.message || anyValueText(exception?.attributes[ATTRIBUTES.exceptionMessage]);
}

function statusOf({ attributes }: Behind): string {
  const status = anyValueText(attributes[ATTRIBUTES.httpStatus] ?? attributes['http.status_code']);
  return status && `HTTP ${status}`;
}

function byStart(a: Behind, b: Behind): number {
  const difference = BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
