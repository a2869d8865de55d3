import type { Sent } from '../sent/sender.ts';

/** What one run of one path costs. */
export interface Measured extends Partial<Sent> {
  records: number;
  cpuSeconds: number;
  wallSeconds?: number;
  /** The most memory that it held, and how much of that before anything was sent. */
  peakBytes?: number;
  peakAtStart?: number;
}
