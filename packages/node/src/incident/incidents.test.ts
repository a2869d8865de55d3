import type { ActiveIncident } from '@throughline/format';
import { expect, test } from 'vitest';
import { Incidents } from './incidents.ts';

const START = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const facts = { service: 'payment', release: '1.2.0', route: '/charge', transaction: 'POST /charge' };
const incident = (id: string, minutes: number, scope = {}): ActiveIncident => ({
  id,
  until: START + minutes * MINUTE_MS,
  scope,
});

function known(...active: ActiveIncident[]) {
  const clock = { now: START };
  const incidents = new Incidents(() => clock.now);
  let asked = 0;
  incidents.onUnknown = () => {
    asked += 1;
  };
  incidents.learn(active);
  return { incidents, clock, asked: () => asked };
}

test.each([
  [{}, true],
  [{ service: 'payment' }, true],
  [{ service: 'pay*', route: '/char*' }, true],
  [{ service: 'orders' }, false],
  [{ release: '1.2.*', transaction: 'POST *' }, true],
  [{ release: '2.*' }, false],
  // Who the person is the browser knows; it says so by the header.
  [{ user: 'user-42' }, false],
])('a request falls into the scope %j: %s', (scope, expected) => {
  const { incidents } = known(incident('a', 5, scope));
  expect(incidents.find(facts) !== undefined).toBe(expected);
});

test('an incident ends by itself, also for the traces in it', () => {
  const { incidents, clock } = known(incident('a', 5));
  incidents.mark('t', incident('a', 5));
  expect(incidents.ofTrace('t')?.id).toBe('a');
  clock.now += 5 * MINUTE_MS;
  expect(incidents.find(facts)).toBeUndefined();
  expect(incidents.ofTrace('t')).toBeUndefined();
  expect(incidents.isAny).toBe(false);
});

test('an incident that was ended early is over at once', () => {
  const { incidents } = known(incident('a', 5));
  incidents.mark('t', incident('a', 5));
  incidents.learn([]);
  expect(incidents.ofTrace('t')).toBeUndefined();
});

test('a header finds an incident that is known, of any scope', () => {
  const { incidents, asked } = known(incident('a', 5, { user: 'user-42' }));
  expect(incidents.claimed(String(START + 5 * MINUTE_MS))?.id).toBe('a');
  expect(asked()).toBe(0);
});

test('a header finds the very incident that its caller means, though another lasts longer', () => {
  const { incidents } = known(incident('longer', 9), incident('meant', 5), incident('over sooner', 2));
  expect(incidents.claimed(String(START + 5 * MINUTE_MS))?.id).toBe('meant');
});

test.each([
  ['that is later than any that is known', String(START + 6 * MINUTE_MS), 1],
  ['that is sooner than any that is known', String(START + 4 * MINUTE_MS), 1],
  ['beyond the longest', String(START + 24 * 60 * MINUTE_MS), 0],
  ['that is over', String(START - 1), 0],
  ['that is no number', 'tomorrow', 0],
  ['in seconds', String(START / 1000 + 60), 0],
])('a header %s enriches nothing', (_, header, hints) => {
  const { incidents, asked } = known(incident('a', 5));
  expect(incidents.claimed(header)).toBeUndefined();
  expect(asked()).toBe(hints);
});

test('a header that nobody vouches for makes the server be asked', () => {
  const { incidents, asked } = known();
  expect(incidents.claimed(String(START + MINUTE_MS))).toBeUndefined();
  expect(asked()).toBe(1);
});

test('remembers so many traces and no more', () => {
  const { incidents } = known(incident('a', 5));
  for (let index = 0; index <= 10_000; index += 1) incidents.mark(`t${index}`, incident('a', 5));
  expect(incidents.ofTrace('t0')).toBeUndefined();
  expect(incidents.ofTrace('t10000')?.id).toBe('a');
});

test('a local incident begins and ends without the server', () => {
  const { incidents } = known();
  incidents.setLocal('flag', START + MINUTE_MS);
  expect(incidents.find(facts)?.id).toBe('flag');
  incidents.setLocal('flag', START);
  expect(incidents.find(facts)).toBeUndefined();
});
