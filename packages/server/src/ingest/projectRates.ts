import { INGEST_LIMITS } from '../limits.ts';
import { IngestError } from './ingestError.ts';

/** Two token buckets: what may be spent at once, and how fast it comes back. */
export interface Rates {
  bytesASecond: number;
  burstBytes: number;
  requestsASecond: number;
  burstRequests: number;
}

const RATES: Rates = {
  bytesASecond: INGEST_LIMITS.projectBytesASecond,
  burstBytes: INGEST_LIMITS.projectBurstBytes,
  requestsASecond: INGEST_LIMITS.projectRequestsASecond,
  burstRequests: INGEST_LIMITS.projectBurstRequests,
};

/** Keeps one project from taking the server from all others. Projects are made by us, so their number is bounded. */
export class ProjectRates {
  readonly #rates: Rates;
  readonly #now: () => number;
  readonly #left = new Map<string, { bytes: number; requests: number; at: number }>();

  /** `now` answers milliseconds. */
  constructor(rates: Rates = RATES, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
  }

  /** Counts a request of `bytes`. Throws 429, with the seconds after which it would be taken, if it is too much. */
  spend(project: string, bytes: number): void {
    const { bytesASecond, burstBytes, requestsASecond, burstRequests } = this.#rates;
    const now = this.#now();
    const before = this.#left.get(project) ?? { bytes: burstBytes, requests: burstRequests, at: now };
    const seconds = (now - before.at) / 1000;
    const left = {
      bytes: Math.min(burstBytes, before.bytes + seconds * bytesASecond),
      requests: Math.min(burstRequests, before.requests + seconds * requestsASecond),
      at: now,
    };
    this.#left.set(project, left);
    const wait = Math.max((bytes - left.bytes) / bytesASecond, (1 - left.requests) / requestsASecond);
    if (wait > 0)
      throw new IngestError(
        429,
        `the project sends more than ${bytesASecond} bytes or ${requestsASecond} requests a second; try again later`,
        Math.ceil(wait),
      );
    left.bytes -= bytes;
    left.requests -= 1;
  }
}
