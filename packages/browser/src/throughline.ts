/** A running Throughline, as `init` gives it. None of its functions throws. */
export interface Throughline {
  /** The session's id, a UUID. Empty while nothing is recorded: on a server, after a failed `init`, before consent. */
  sessionId(): string;
  /** Where the session can be watched; with `atNow`, from this very moment on. Empty while nothing is recorded. */
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
  /** Marks the session with a word, e.g. `beta`. */
  tag(word: string): void;
  /** Puts a note at this moment of the session; attributes as those of `track`. */
  note(text: string, attributes?: Record<string, unknown>): void;
  /** Records that a feature flag was evaluated, and to what: a string, number or boolean. */
  flag(name: string, value: unknown): void;
  /**
   * Records that the application's store `name` changed by `action`, and its `state` afterwards: bounded, without secrets. For
   * Redux and its like.
   */
  logState(name: string, action: string, state?: unknown): void;
  /**
   * Records an exception that the application caught itself. Anything can be given; attribute values are kept as those of
   * `track`.
   */
  captureException(error: unknown, attributes?: Record<string, unknown>): void;
  /**
   * Says which route of the application the page stands at, its parameters by name (`/orders/:id`), so that pages can be
   * looked at together. Stands as `url.template` on everything recorded until the page's path changes.
   */
  setRoute(template: string): void;
  /** The version of the application from now on, for one that renews itself without loading the page anew. */
  setRelease(release: string): void;
  /**
   * Asks that this session be kept, and says why. In the mode `on-error` what has been held is sent now, and all that
   * follows.
   */
  keep(reason: string): void;
  /** Begins to record: in the mode `manual`, or again after `stop`. */
  start(): void;
  /** Rests until `resume`: nothing is captured, no header is added, and the session goes on. */
  pause(): void;
  resume(): void;
  /** The person agrees to be recorded; takes an `optOut` back. */
  optIn(): void;
  /**
   * The person does not want to be recorded: stops, forgets the session, and is remembered in this browser until `optIn`.
   * What was recorded before is sent; what stands on the server stays there.
   */
  optOut(): void;
  /**
   * Calls `listener` with the session's id when a session begins, and at once if one runs (`session`); with the reason when
   * `keep` is called (`kept`); when the recording ends (`stopped`). Returns what ends that.
   */
  on<Name extends keyof ThroughlineEvents>(name: Name, listener: ThroughlineEvents[Name]): () => void;
  /** Sends what has been recorded so far. Resolves when it is stored, when the server cannot be reached, or after half a minute. */
  flush(): Promise<void>;
  /** Ends the recording in this page, takes every wrapper back and sends what is left. */
  stop(): void;
  /** `flush`, then `stop`. */
  shutdown(): Promise<void>;
}

export interface ThroughlineEvents {
  session(sessionId: string): void;
  kept(reason: string): void;
  stopped(): void;
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
  flag() {},
  logState() {},
  tag() {},
  note() {},
  captureException() {},
  setRoute() {},
  setRelease() {},
  keep() {},
  start() {},
  pause() {},
  resume() {},
  optIn() {},
  optOut() {},
  on: () => () => {},
  flush: () => Promise.resolve(),
  stop() {},
  shutdown: () => Promise.resolve(),
};
