import { expect } from 'vitest';

/** How long a condition may take to come true on a machine under load, milliseconds. */
export const PATIENCE_MS = 45_000;

/** `expect.poll`, with the patience that a real browser on a busy machine needs. */
export function eventually<Value>(
  read: () => Value | Promise<Value>,
): ReturnType<typeof expect.poll<Value | Promise<Value>>> {
  return expect.poll(read, { timeout: PATIENCE_MS, interval: 50 });
}
