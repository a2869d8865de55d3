/** Between the API's Unix milliseconds and the store's nanoseconds. */

export function nanoseconds(milliseconds: number): string {
  return (BigInt(Math.trunc(milliseconds)) * 1_000_000n).toString();
}

/** Keeps microseconds, which is as fine as a number of milliseconds holds today's date. */
export function milliseconds(nanosecondText: string): number {
  return Number(BigInt(nanosecondText) / 1000n) / 1000;
}
