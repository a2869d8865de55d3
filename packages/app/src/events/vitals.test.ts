import { expect, it } from 'vitest';
import { vitalOf } from './vitals.ts';

it('rates vitals by the thresholds of web.dev', () => {
  expect(vitalOf('lcp', 2_500)).toEqual({ name: 'LCP', value: '2.50 s', rating: 'good' });
  expect(vitalOf('lcp', 2_501).rating).toBe('needs improvement');
  expect(vitalOf('lcp', 4_001).rating).toBe('poor');
  expect(vitalOf('inp', 612)).toEqual({ name: 'INP', value: '612 ms', rating: 'poor' });
  expect(vitalOf('cls', 0.1).rating).toBe('good');
  expect(vitalOf('cls', 0.2534)).toEqual({ name: 'CLS', value: '0.253', rating: 'poor' });
  expect(vitalOf('ttfb', 900).rating).toBe('needs improvement');
});

it('rates nothing that it does not know', () => {
  expect(vitalOf('tbt', 5)).toEqual({ name: 'TBT', value: '5 ms', rating: undefined });
  expect(vitalOf('lcp', Number.NaN)).toEqual({ name: 'LCP', value: '', rating: undefined });
});
