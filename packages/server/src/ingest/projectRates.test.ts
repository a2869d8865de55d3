import { expect, it } from 'vitest';
import { ProjectRates } from './projectRates.ts';

const rates = { bytesASecond: 10, burstBytes: 100, requestsASecond: 1, burstRequests: 3 };

it('lets a burst through, then asks to wait as long as it takes', () => {
  let now = 0;
  const projects = new ProjectRates(rates, () => now);
  projects.spend('a', 90);
  expect(() => projects.spend('a', 40)).toThrow(
    expect.objectContaining({ status: 429, retryAfterSeconds: 3 }),
  );
  now = 3000;
  expect(() => projects.spend('a', 40)).not.toThrow();
});

it('counts requests as well as bytes', () => {
  let now = 0;
  const projects = new ProjectRates(rates, () => now);
  for (let request = 0; request < rates.burstRequests; request++) projects.spend('a', 0);
  expect(() => projects.spend('a', 0)).toThrow(
    expect.objectContaining({ status: 429, retryAfterSeconds: 1 }),
  );
  now = 1000;
  expect(() => projects.spend('a', 0)).not.toThrow();
});

it('does not let one project spend what another has', () => {
  const projects = new ProjectRates(rates, () => 0);
  projects.spend('a', 100);
  expect(() => projects.spend('b', 100)).not.toThrow();
});
