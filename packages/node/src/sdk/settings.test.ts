import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

describe('settings', () => {
  test('are left to OpenTelemetry where ours are not set', () => {
    expect(readSettings({ THROUGHLINE_KEY: ' ' })).toEqual({
      endpoint: undefined,
      key: undefined,
      logFields: true,
      incidents: true,
      payloads: false,
      payloadHeaders: [],
      sensitiveNames: [],
      redactEmails: false,
    });
  });

  test('are taken without the slashes at the end', () => {
    const env = { THROUGHLINE_ENDPOINT: 'https://watch.example/base//', THROUGHLINE_KEY: ' key-1 ' };
    expect(readSettings(env)).toMatchObject({ endpoint: 'https://watch.example/base', key: 'key-1' });
  });

  test.each(['localhost:4318', 'ftp://watch.example', 'http://'])('refuse the endpoint %s', (endpoint) => {
    expect(() => readSettings({ THROUGHLINE_ENDPOINT: endpoint })).toThrow('THROUGHLINE_ENDPOINT must be');
  });

  test('refuse a key that no header may hold', () => {
    expect(() => readSettings({ THROUGHLINE_KEY: 'a\nb' })).toThrow('THROUGHLINE_KEY must be');
  });

  test('turn the fields of log lines off', () => {
    expect(readSettings({ THROUGHLINE_LOG_FIELDS: ' OFF' }).logFields).toBe(false);
    expect(() => readSettings({ THROUGHLINE_LOG_FIELDS: 'no' })).toThrow(
      'THROUGHLINE_LOG_FIELDS must be on or off',
    );
  });

  test('do not ask for incidents where no server of ours is', () => {
    expect(readSettings({ THROUGHLINE_INCIDENTS: 'off' }).incidents).toBe(false);
  });

  test('record payloads in development alone, unless told otherwise', () => {
    expect(readSettings({ NODE_ENV: 'production' }).payloads).toBe(false);
    expect(readSettings({ NODE_ENV: 'development' }).payloads).toBe(true);
    expect(readSettings({ NODE_ENV: 'development', THROUGHLINE_PAYLOADS: 'off' }).payloads).toBe(false);
  });

  test('take lists', () => {
    const env = { THROUGHLINE_PAYLOAD_HEADERS: 'x-tenant, x-plan,', THROUGHLINE_SENSITIVE_NAMES: 'iban' };
    expect(readSettings(env)).toMatchObject({
      payloadHeaders: ['x-tenant', 'x-plan'],
      sensitiveNames: ['iban'],
    });
  });
});
