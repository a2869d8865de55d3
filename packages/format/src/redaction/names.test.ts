import { describe, expect, it } from 'vitest';
import { isSensitiveName } from './names.ts';

describe('isSensitiveName', () => {
  it.each(['password', 'newPassword', 'X-API-Key', 'csrf_token', 'card-number', 'CVV2', 'Set-Cookie', 'pin'])(
    'knows %s',
    (name) => {
      expect(isSensitiveName(name)).toBe(true);
    },
  );

  it.each(['name', 'shipping', 'tokens', 'author', 'compass', 'status'])('lets %s be', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });
});
