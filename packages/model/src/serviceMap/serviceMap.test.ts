import type { SpanSummary } from '@throughline/format';
import { expect, it } from 'vitest';
import { buildServiceMap } from './serviceMap.ts';

const span = (spanId: string, parentSpanId: string, service: string, more: Partial<SpanSummary> = {}) =>
  ({
    spanId,
    parentSpanId,
    service,
    name: spanId,
    kind: 'server',
    status: 'unset',
    startTimeUnixNano: '0',
    durationNano: '1000000',
    ...more,
  }) satisfies SpanSummary;

it('tells who called whom, how often, how long it took and how much of it failed', () => {
  const { nodes, edges } = buildServiceMap([
    {
      traceId: 't',
      spans: [
        span('click', '', 'shop', { kind: 'internal' }),
        span('ask', 'click', 'shop', { kind: 'client', durationNano: '9000000' }),
        span('serve', 'ask', 'gateway', { durationNano: '7000000' }),
        span('ask2', 'click', 'shop', { kind: 'client', durationNano: '3000000', status: 'error' }),
        span('serve2', 'ask2', 'gateway', { durationNano: '1000000', status: 'error' }),
      ],
    },
  ]);
  expect(nodes).toMatchObject([
    { name: 'shop', kind: 'service', calls: 1, errors: 0 },
    { name: 'gateway', calls: 2, errors: 1, p50: 1, p95: 7 },
  ]);
  expect(edges).toMatchObject([
    { from: 'service shop', to: 'service gateway', calls: 2, errors: 1, p50: 3, p95: 9, isAsync: false },
  ]);
});

it('shows what is called and sends no spans of its own', () => {
  const { nodes, edges } = buildServiceMap([
    {
      traceId: 't',
      spans: [
        span('serve', '', 'orders'),
        span('query', 'serve', 'orders', { kind: 'client', peer: { kind: 'database', name: 'postgresql' } }),
        span('ask', 'serve', 'orders', { kind: 'client', peer: { kind: 'host', name: 'payment' } }),
        span('charge', 'ask', 'payment'),
      ],
    },
  ]);
  expect(nodes.map(({ id }) => id)).toEqual(['service orders', 'service payment', 'database postgresql']);
  expect(edges.map(({ from, to }) => `${from} > ${to}`)).toEqual([
    'service orders > database postgresql',
    'service orders > service payment',
  ]);
});

it('joins a message to its sender, by its parent or by its link from another trace', () => {
  const sent = [span('send', '', 'orders', { kind: 'producer' })];
  const linked = span('process', '', 'receipts', {
    kind: 'consumer',
    links: [
      { traceId: 't', spanId: 'send' },
      { traceId: 'gone', spanId: 'x' },
    ],
  });
  const { edges } = buildServiceMap([
    { traceId: 't', spans: [...sent, span('read', 'send', 'mails', { kind: 'consumer' })] },
    { traceId: 'u', spans: [linked] },
  ]);
  expect(edges).toMatchObject([
    { from: 'service orders', to: 'service mails', isAsync: true },
    { from: 'service orders', to: 'service receipts', isAsync: true },
  ]);
});

it('marks nothing above what took a failure and went on', () => {
  const { edges } = buildServiceMap([
    {
      traceId: 't',
      spans: [span('a', '', 'shop'), span('b', 'a', 'gateway'), span('c', 'b', 'cache', { status: 'error' })],
    },
  ]);
  expect(edges.filter(({ isFailing }) => isFailing)).toEqual([]);
});

it('marks the way from where a failure was noticed to where it began', () => {
  const failed = { status: 'error' } as const;
  const { edges } = buildServiceMap([
    {
      traceId: 't',
      spans: [
        span('a', '', 'shop', failed),
        span('b', 'a', 'gateway', failed),
        span('c', 'b', 'fraud'),
        span('d', 'b', 'orders', failed),
        span('e', 'd', 'orders', { ...failed, kind: 'client', peer: { kind: 'database', name: 'pg' } }),
      ],
    },
  ]);
  expect(edges.filter(({ isFailing }) => isFailing).map(({ to }) => to)).toEqual([
    'service gateway',
    'service orders',
    'database pg',
  ]);
});

const KAFKA = { kind: 'queue', name: 'kafka' } as const;

it('leads a message through its queue, whether or not somebody took it, and whichever trace comes first', () => {
  const sender = {
    traceId: 't',
    spans: [
      span('send', '', 'orders', { kind: 'producer', peer: KAFKA }),
      span('send2', '', 'orders', { kind: 'producer', peer: KAFKA }),
    ],
  };
  const taker = {
    traceId: 'u',
    spans: [span('process', '', 'mails', { kind: 'consumer', links: [{ traceId: 't', spanId: 'send' }] })],
  };
  for (const traces of [
    [sender, taker],
    [taker, sender],
  ]) {
    const { nodes, edges } = buildServiceMap(traces);
    expect(nodes.find(({ kind }) => kind === 'queue')).toMatchObject({ name: 'kafka', calls: 2 });
    expect(
      new Set(edges.map(({ from, to, calls, isAsync }) => `${from} > ${to} ${calls} ${isAsync}`)),
    ).toEqual(new Set(['service orders > queue kafka 2 true', 'queue kafka > service mails 1 true']));
  }
});

it('takes a host for answered by a service of another trace, whichever comes first', () => {
  const host = { kind: 'host', name: 'mails.test' } as const;
  const { nodes } = buildServiceMap([
    { traceId: 't', spans: [span('ask', '', 'orders', { kind: 'client', peer: host })] },
    { traceId: 'u', spans: [span('serve', '', 'mails', { links: [{ traceId: 't', spanId: 'ask' }] })] },
  ]);
  expect(nodes.map(({ id }) => id)).toEqual(['service orders', 'service mails']);
});

it('marks the way of a message that failed, over its link and its queue', () => {
  const { edges } = buildServiceMap([
    {
      traceId: 't',
      spans: [
        span('serve', '', 'orders'),
        span('send', 'serve', 'orders', { kind: 'producer', peer: KAFKA }),
        span('ask', 'serve', 'orders', { kind: 'client' }),
        span('check', 'ask', 'stock'),
      ],
    },
    {
      traceId: 'u',
      spans: [
        span('process', '', 'mails', {
          kind: 'consumer',
          status: 'error',
          links: [{ traceId: 't', spanId: 'send' }],
        }),
      ],
    },
  ]);
  expect(edges.filter(({ isFailing }) => isFailing).map(({ from, to }) => `${from} > ${to}`)).toEqual([
    'service orders > queue kafka',
    'queue kafka > service mails',
  ]);
});

it('marks the way on above the link if the sender failed too', () => {
  const failed = { status: 'error' } as const;
  const { edges } = buildServiceMap([
    {
      traceId: 't',
      spans: [
        span('ask', '', 'shop', { ...failed, kind: 'client' }),
        span('serve', 'ask', 'orders', failed),
        span('send', 'serve', 'orders', { ...failed, kind: 'producer' }),
      ],
    },
    {
      traceId: 'u',
      spans: [span('process', '', 'mails', { ...failed, links: [{ traceId: 't', spanId: 'send' }] })],
    },
  ]);
  expect(edges.map(({ to, isFailing }) => [to, isFailing])).toEqual([
    ['service orders', true],
    ['service mails', true],
  ]);
});
