/** What could not be sent; the message says why, is fit for people, and has no secret in it. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Whether trying again would come to the same. */
  readonly isFinal: boolean;
  /** How long the receiver asks to be left alone, milliseconds. */
  readonly retryAfterMs: number;

  constructor(message: string, { isFinal = false, retryAfterMs = 0 } = {}) {
    super(message);
    this.isFinal = isFinal;
    this.retryAfterMs = retryAfterMs;
  }
}
