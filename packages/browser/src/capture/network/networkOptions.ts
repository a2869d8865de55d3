import type { RedactionOptions } from '@throughline/format';

/**
 * What is recorded of requests, redacted in the page by the same rules as in back ends. Bodies and messages are kept up to
 * 64 KiB, of textual content types only.
 */
export interface NetworkOptions extends Omit<RedactionOptions, 'headers'> {
  /** Request and response headers: `true` for a list of harmless ones, or further names. Default: none. */
  headers?: boolean | string[];
  /**
   * Request and response bodies: `true` for requests to the page's own origin and those in `propagateTo`; or beginnings of
   * URLs (`https://api.example.com/v1/`, `/api/`) and patterns that are tested against the URL without its query. Default:
   * none.
   */
  bodies?: boolean | (string | RegExp)[];
  /** Messages of WebSocket and EventSource connections, chosen as bodies are. Default: none; they are counted. */
  messages?: boolean | (string | RegExp)[];
}
