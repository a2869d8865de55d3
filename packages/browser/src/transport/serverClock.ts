/** A measurement this old gives way to the next: clocks drift by some milliseconds in that time. */
const OLDEST_MS = 10 * 60 * 1000;

export interface ClockDifference {
  /** Server clock minus browser clock, milliseconds. */
  clockOffset: number;
  /** Round trip of the answer it was taken from: the offset is wrong by at most half of it. */
  clockRoundTrip: number;
}

/** Keeps how far the server's clock is from the browser's, as the answer with the smallest round trip says. */
export interface ServerClock {
  /** Nothing as long as the server has not answered. */
  difference(): ClockDifference | undefined;
  /** Takes the server's time of an answer to what was sent and received at these moments; all Unix milliseconds. */
  measure(serverTime: number, sentAt: number, receivedAt: number): void;
}

export function createServerClock(): ServerClock {
  let best: (ClockDifference & { at: number }) | undefined;
  return {
    difference: () => best && { clockOffset: best.clockOffset, clockRoundTrip: best.clockRoundTrip },
    measure(serverTime, sentAt, receivedAt) {
      const clockRoundTrip = receivedAt - sentAt;
      // Negative if the browser's clock was set back meanwhile.
      if (clockRoundTrip < 0) return;
      if (best && receivedAt - best.at < OLDEST_MS && clockRoundTrip >= best.clockRoundTrip) return;
      best = {
        clockOffset: round(serverTime - (sentAt + receivedAt) / 2),
        clockRoundTrip: round(clockRoundTrip),
        at: receivedAt,
      };
    },
  };
}

/** To the tenth of a millisecond, as browsers coarsen their clocks. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
