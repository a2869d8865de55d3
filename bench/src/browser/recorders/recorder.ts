/** One request, or message of a WebSocket, that came to the sink. */
export interface Received {
  kind: 'http' | 'preflight' | 'message';
  method: string;
  path: string;
  query: URLSearchParams;
  body: Buffer;
}

/** What answers a socket.io connection; the only recorder that uses one needs no more. */
export interface SocketEndpoint {
  path: string;
  onConnect: (socket: { emit: (event: string) => void }) => void;
}

/**
 * A recorder that is measured. Its other half, what runs in the page, is `NAME.page.js` beside it: `start` with where to send
 * and whether bodies are wanted, which may return a promise of being ready, and optionally `flush`.
 */
export interface Recorder {
  name: string;
  /** Whether it captures bodies of requests: then it takes part in W4B. */
  bodies: boolean;
  /** How long to wait after the work for its own timer to send, ms, where there is no way to make it send. */
  settleMs: number;
  /** Names that the bundle defines, by their values as JavaScript. */
  define?: Readonly<Record<string, string>>;
  socket?: SocketEndpoint;
  /** What the sink answers with status 200: an object as JSON, a string as it is. Default: `{}`. */
  reply?: (received: Received) => object | string;
  isReplay: (received: Received) => boolean;
  /** The recording of a request in the clear, for the check that it holds what was in the page. */
  decode: (received: Received) => (Buffer | string)[];
}
