import { SEVERITY } from '@throughline/format';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBuffer } from './buffer.ts';
import { type Item, toItem } from './item.ts';
import { closeSegment } from './segment.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const item = (overrides: Partial<Item> = {}): Item => ({
  line: 'replay',
  json: '{}',
  members: 1,
  from: 1,
  to: 1,
  checkpoint: false,
  ...overrides,
});

const SOURCE = { session: 's', tab: 't', service: 'shop', release: undefined, userAgent: 'agent' };

it('is due when its first item is five seconds old, and not before there is one', () => {
  const due = vi.fn();
  const buffer = createBuffer(due);
  vi.advanceTimersByTime(60_000);
  expect(due).not.toHaveBeenCalled();
  buffer.add(item());
  vi.advanceTimersByTime(4_000);
  buffer.add(item());
  vi.advanceTimersByTime(1_000);
  expect(due).toHaveBeenCalledTimes(1);
  expect(buffer.take()).toHaveLength(2);
  expect(buffer.take()).toEqual([]);
});

it('is due when there is enough', () => {
  const due = vi.fn();
  const buffer = createBuffer(due);
  buffer.add(item({ json: 'x'.repeat(500_000) }));
  expect(due).not.toHaveBeenCalled();
  buffer.add(item({ json: 'x'.repeat(50_000) }));
  expect(due).toHaveBeenCalledTimes(1);
});

it('closes a segment whose header spans its items and counts its events', () => {
  const items = [
    item({ from: 20.7, to: 20.7, checkpoint: true, members: 2, json: '1,2' }),
    item({ line: 'spans', from: 10.2, to: 30.1 }),
    item({ line: 'logs', from: 15, to: 15 }),
  ];
  const { header, lines } = closeSegment(items, SOURCE, 7);
  expect(header).toEqual({
    v: 1,
    session: 's',
    tab: 't',
    seq: 7,
    from: 10,
    to: 31,
    checkpoint: true,
    events: 2,
  });
  const [spans = '', logs = '', replay] = lines.split('\n');
  expect(JSON.parse(spans).resourceSpans[0].scopeSpans[0].spans).toEqual([{}]);
  expect(JSON.parse(logs).resourceLogs[0].scopeLogs[0].logRecords).toEqual([{}]);
  expect(replay).toBe('[1,2]');
});

it('leaves a line empty that holds nothing', () => {
  expect(closeSegment([item()], SOURCE, 0).lines).toBe('\n\n[{}]');
});

it('writes OTLP spans and logs', () => {
  const span = toItem(
    {
      kind: 'span',
      traceId: 'a',
      spanId: 'b',
      name: 'GET /',
      start: 1_763_838_245_000.5,
      end: 1_763_838_245_001,
      attributes: { n: 1 },
      error: 'no',
    },
    { 'user.id': 'u' },
  );
  expect(JSON.parse(span.json)).toEqual({
    traceId: 'a',
    spanId: 'b',
    name: 'GET /',
    kind: 3,
    startTimeUnixNano: '1763838245000500000',
    endTimeUnixNano: '1763838245001000000',
    attributes: [
      { key: 'user.id', value: { stringValue: 'u' } },
      { key: 'n', value: { intValue: '1' } },
    ],
    status: { code: 2, message: 'no' },
  });
  const log = toItem(
    { kind: 'log', time: 5, eventName: 'e', severity: 'warn', body: 'line\nbreak', attributes: {} },
    {},
  );
  expect(log.json).not.toContain('\n');
  expect(JSON.parse(log.json)).toMatchObject({
    eventName: 'e',
    severityNumber: SEVERITY.warn,
    severityText: 'WARN',
    body: { stringValue: 'line\nbreak' },
  });
});
