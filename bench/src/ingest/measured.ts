import type { Sent } from '../sent/sender.ts';

/** What one run of one path costs. */
export interface Measured extends Partial<Sent> {
  records: number;
  cpuSeconds: number;
  wallSeconds?: number;
  peakBytes?: number;
}
