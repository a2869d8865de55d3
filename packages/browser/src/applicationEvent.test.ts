import { expect, it } from 'vitest';
import { applicationAttributes, applicationEventName } from './applicationEvent.ts';
import { printValue } from './capture/printValue.ts';
import { valuePrinter } from './capture/valuePrinter.ts';

valuePrinter.print = printValue;

it('keeps what OpenTelemetry can hold and prints the rest', () => {
  expect(
    applicationAttributes({
      plan: 'pro',
      seats: 3,
      trial: false,
      tags: ['a', 1],
      nested: { a: 1 },
      none: undefined,
    }),
  ).toEqual({ plan: 'pro', seats: 3, trial: false, tags: ['a', 1], nested: '{a: 1}' });
});

it('redacts and bounds', () => {
  expect(applicationAttributes({ password: 'hunter2', note: '4111111111111111' })).toEqual({
    password: '[redacted]',
    note: '****************',
  });
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`k${at}`, 'x'.repeat(5_000)]));
  const bounded = applicationAttributes(many);
  expect(Object.keys(bounded)).toHaveLength(50);
  expect(bounded.k0).toHaveLength(1_000);
  expect(applicationEventName('x'.repeat(500))).toHaveLength(100);
});
