import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

describe('settings', () => {
  test('are left to OpenTelemetry where ours are not set', () => {
    expect(readSettings({ THROUGHLINE_KEY: ' ' })).toEqual({ endpoint: undefined, key: undefined });
  });

  test('are taken without the slashes at the end', () => {
    const env = { THROUGHLINE_ENDPOINT: 'https://watch.example/base//', THROUGHLINE_KEY: ' key-1 ' };
    expect(readSettings(env)).toEqual({ endpoint: 'https://watch.example/base', key: 'key-1' });
  });

  test.each(['localhost:4318', 'ftp://watch.example', 'http://'])('refuse the endpoint %s', (endpoint) => {
    expect(() => readSettings({ THROUGHLINE_ENDPOINT: endpoint })).toThrow('THROUGHLINE_ENDPOINT must be');
  });

  test('refuse a key that no header may hold', () => {
    expect(() => readSettings({ THROUGHLINE_KEY: 'a\nb' })).toThrow('THROUGHLINE_KEY must be');
  });
});
