/**
 * The one clock of the SDK. rrweb stamps `Date.now()`, whose milliseconds are too coarse for spans; `performance.now()`
 * is fine enough, but stands still while the machine sleeps in some browsers and ignores corrections of the system
 * time. So the fine clock counts, and is set again whenever it has left the coarse one.
 */
export interface Clock {
  /** Unix time in milliseconds, with a fraction, within `TOLERANCE_MS` of `Date.now()`. */
  now(): number;
}

/** `Date.now()` drops the fraction and browsers coarsen `performance.now()` by up to 0.1 ms: closer than this is agreement. */
const TOLERANCE_MS = 2;

export function createClock(
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
  origin: number = performance.timeOrigin,
): Clock {
  let anchor = origin;
  return {
    now() {
      const coarse = wall();
      const fine = monotonic();
      if (Math.abs(anchor + fine - coarse) > TOLERANCE_MS) anchor = coarse - fine;
      return anchor + fine;
    },
  };
}

/** Unix milliseconds as the decimal nanoseconds of OTLP, to the microsecond, which is as far as a double carries. */
export function toNanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds * 1000)}000`;
}
