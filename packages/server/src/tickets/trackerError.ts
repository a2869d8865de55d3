/** What a ticket could not be told; the message says why, and is fit for people. */
export class TrackerError extends Error {
  override readonly name = 'TrackerError';
  /** Whether trying again would come to the same. */
  readonly isFinal: boolean;
  /** How long the tracker asks to be left alone, milliseconds. */
  readonly retryAfterMs: number;

  constructor(message: string, { isFinal = false, retryAfterMs = 0 } = {}) {
    super(message);
    this.isFinal = isFinal;
    this.retryAfterMs = retryAfterMs;
  }
}
