import { expect, it } from 'vitest';
import { failureOf } from './failure.ts';

const request = (changes: Partial<Parameters<typeof failureOf>[0]>) => ({
  type: 'fetch' as const,
  url: 'https://api.test/x',
  failed: true,
  ...changes,
});
const label = (changes: Parameters<typeof request>[0], page?: string) =>
  failureOf(request(changes), page)?.label;

it('names the status, what the browser says, or that the page gave it up', () => {
  expect(label({ status: 502, errorType: '502' })).toBe('502');
  expect(label({ errorType: 'TimeoutError' })).toBe('timed out');
  expect(label({ errorType: 'QuotaExceededError', type: 'beacon' })).toBe('not sent');
  expect(label({ errorType: 'NetworkError', type: 'websocket' })).toBe('not opened');
  expect(label({ errorType: 'AbortError', failed: false })).toBe('aborted');
  expect(label({ status: 200, failed: false })).toBeUndefined();
});

it('takes CORS for possible between two origins only', () => {
  expect(label({ errorType: 'TypeError' }, 'https://shop.test/')).toBe('CORS/network');
  expect(label({ errorType: 'TypeError' }, 'https://api.test/page')).toBe('network error');
  expect(label({ errorType: 'TypeError' })).toBe('network error');
  expect(label({ errorType: 'NetworkError', url: 'no address' }, 'https://shop.test/')).toBe('network error');
});
