import { newTraceId } from '@throughline/format';

/**
 * A new UUID, version 4. `crypto.randomUUID` exists in secure contexts only; an intranet page on plain http has just
 * the random numbers.
 */
export function randomId(): string {
  // Version and variant of RFC 9562, section 5.4.
  return (
    crypto.randomUUID?.() ?? newTraceId().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
  );
}
