/** A running Throughline, as `init` gives it. None of its functions throws. */
export interface Throughline {
  /** The session's id, a UUID. Empty where nothing is recorded: on a server, or after a failed `init`. */
  sessionId(): string;
  /** Where the session can be watched; with `atNow`, from this very moment on. Empty where nothing is recorded. */
  sessionUrl(options?: { atNow?: boolean }): string;
  /**
   * The context headers for a request that the SDK does not see (a WebSocket's first message, a worker, a native
   * bridge): `traceparent` of a new trace, `baggage` and `x-session-id`. Empty for a `url` whose origin is not to have
   * them.
   */
  headers(url?: string | URL): Record<string, string>;
  /** Says who the person is; stands on everything recorded from now on. */
  identify(userId: string, traits?: UserTraits): void;
  /** Records an event of the application's own. Attribute values are kept as strings, numbers, booleans and lists. */
  track(name: string, attributes?: Record<string, unknown>): void;
  /** Records an exception that the application caught itself. Anything can be given. */
  captureException(error: unknown): void;
  /** Sends what has been recorded so far. Resolves when it is stored, or when the server cannot be reached. */
  flush(): Promise<void>;
  /** Ends the recording in this page, takes every wrapper back and sends what is left. */
  stop(): void;
}

export interface UserTraits {
  name?: string;
  email?: string;
}

/** A Throughline that does nothing, for where nothing can be recorded. */
export const INERT: Throughline = {
  sessionId: () => '',
  sessionUrl: () => '',
  headers: () => ({}),
  identify() {},
  track() {},
  captureException() {},
  flush: () => Promise.resolve(),
  stop() {},
};
