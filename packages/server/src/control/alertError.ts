/** An alert rule or a destination that may not be so; the message says why. */
export class AlertError extends Error {
  override readonly name = 'AlertError';
}
