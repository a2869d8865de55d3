/**
 * UTC nanoseconds, a decimal string, as Unix milliseconds. Digits below the microsecond are lost: a double holds no
 * more, and no screen shows them.
 */
export function toMilliseconds(nanoseconds: string): number {
  const whole = nanoseconds.slice(0, -6) || '0';
  const fraction = nanoseconds.slice(-6).padStart(6, '0');
  return Number(whole) + Number(fraction) / 1e6;
}
