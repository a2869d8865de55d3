import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { Logger } from '@opentelemetry/api-logs';
import { tracing } from '@opentelemetry/sdk-node';
import { expect, test } from 'vitest';
import { incidentSpans } from './incidentSpans.ts';
import { Incidents } from './incidents.ts';

function setUp() {
  const known = new Incidents();
  const bodies: unknown[] = [];
  const logger = { emit: (record) => bodies.push(record.body), enabled: () => true } as Logger;
  const spanProcessors = [incidentSpans(() => logger, known)];
  const tracer = new tracing.BasicTracerProvider({ spanProcessors }).getTracer('test');
  return { known, bodies, tracer };
}

test('the run of a task that nobody asked for falls into an incident as a request does, what it calls does not', () => {
  const { known, bodies, tracer } = setUp();
  known.learn([{ id: 'a', until: Date.now() + 60_000, scope: { transaction: 'cron *' } }]);
  const run = tracer.startSpan('cron tick', { kind: SpanKind.INTERNAL }, ROOT_CONTEXT);
  const inner = tracer.startSpan('cron inner', {}, trace.setSpan(context.active(), run));
  const other = tracer.startSpan('poll', {}, ROOT_CONTEXT);
  for (const span of [inner, run, other]) span.end();
  expect(known.ofTrace(run.spanContext().traceId)?.id).toBe('a');
  expect(known.ofTrace(other.spanContext().traceId)).toBeUndefined();
  expect(bodies).toEqual([expect.stringMatching(/^cron tick took \d+ ms$/)]);
});

test('outside of incidents a span is left alone', () => {
  const { known, bodies, tracer } = setUp();
  const run = tracer.startSpan('cron tick', {}, ROOT_CONTEXT) as tracing.Span;
  run.end();
  expect(run.attributes).toEqual({});
  expect(known.ofTrace(run.spanContext().traceId)).toBeUndefined();
  expect(bodies).toEqual([]);
});
