import childProcess, { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { context, propagation, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carryIntoChildProcesses, contextFromEnvironment } from './childProcess.ts';
import { sessionIdOf, withSessionId } from './sessionId.ts';

const session = '11111111-1111-4111-8111-111111111111';
const traceId = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${traceId}-b7ad6b7169203331-01`;
const propagator = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});
const active = trace.setSpanContext(withSessionId(ROOT_CONTEXT, session), {
  traceId,
  spanId: 'b7ad6b7169203331',
  traceFlags: TraceFlags.SAMPLED,
});

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(propagator);
  carryIntoChildProcesses();
});
afterAll(() => {
  context.disable();
  propagation.disable();
});

/** The environment of a child process, by two ways of starting one. */
const ways: [name: string, environment: (env?: NodeJS.ProcessEnv) => Promise<string>][] = [
  ['execFile', async (env) => (await promisify(execFile)('env', { env })).stdout],
  ['execFileSync', async (env) => childProcess.execFileSync('env', [], { env }).toString()],
  ['spawnSync', async (env) => childProcess.spawnSync('env', { env }).stdout.toString()],
  ['execSync', async (env) => childProcess.execSync('env', { env }).toString()],
];

describe.each(ways)('a child process started by %s', (_, environment) => {
  test('is told of the context that starts it, beside what it inherits', async () => {
    const told = await context.with(active, () => environment());
    expect(told).toContain(`TRACEPARENT=${TRACEPARENT}`);
    expect(told).toContain(`BAGGAGE=session.id=${session}`);
    expect(told).toContain('PATH=');
  });

  test('keeps what the application says itself', async () => {
    const env = { PATH: process.env.PATH, TRACEPARENT: 'mine' };
    const told = await context.with(active, () => environment(env));
    expect(told).toContain('TRACEPARENT=mine');
    expect(told).toContain(`BAGGAGE=session.id=${session}`);
  });

  test('is told nothing outside of a context', async () => {
    expect(await environment()).not.toMatch(/TRACEPARENT|BAGGAGE/);
  });
});

test('what this process was told itself is older than the context that starts another', async () => {
  process.env.TRACEPARENT = '00-11111111111111111111111111111111-2222222222222222-01';
  try {
    const told = context.with(active, () => childProcess.execFileSync('env').toString());
    expect(told.match(/^TRACEPARENT=.*$/gm)).toEqual([`TRACEPARENT=${TRACEPARENT}`]);
  } finally {
    delete process.env.TRACEPARENT;
  }
});

describe('the context of a process', () => {
  test('is what its environment says', () => {
    const told = contextFromEnvironment({ TRACEPARENT, BAGGAGE: `session.id=${session}` }, propagator);
    expect(trace.getSpanContext(told)?.traceId).toBe(traceId);
    expect(sessionIdOf(told)).toBe(session);
  });

  test.each([[{}], [{ TRACEPARENT: 'no', BAGGAGE: 'session.id=no' }]])('is none in %j', (env) => {
    const told = contextFromEnvironment(env, propagator);
    expect(trace.getSpanContext(told)).toBeUndefined();
    expect(sessionIdOf(told)).toBeUndefined();
  });
});
