import { INGEST_LIMITS } from '../limits.ts';
import { IngestError } from './ingestError.ts';

/** What a session has sent. */
export interface SessionSize {
  segments: number;
  /** Of segments as they are kept, inflated. */
  bytes: number;
}

interface Bounds extends SessionSize {
  /** Sessions that are counted; of one that was forgotten counting begins anew. */
  sessions: number;
}

const BOUNDS: Bounds = {
  segments: INGEST_LIMITS.sessionSegments,
  bytes: INGEST_LIMITS.sessionBytes,
  sessions: INGEST_LIMITS.sessionsCounted,
};

/**
 * Keeps a page that has gone wild, or a hostile one, from filling the disk with one session. The answer is one after which
 * the browser SDK drops the segment, and soon stops.
 */
export class SessionBounds {
  readonly #bounds: Bounds;
  /** Those that sent last stand last. */
  readonly #sizes = new Map<string, SessionSize>();

  constructor(bounds: Bounds = BOUNDS) {
    this.#bounds = bounds;
  }

  /** Throws 403 if the session has sent as much as it may. */
  check(project: string, session: string): void {
    const size = this.#sizes.get(`${project} ${session}`);
    const { segments, bytes } = this.#bounds;
    if (size === undefined || (size.segments < segments && size.bytes < bytes)) return;
    throw new IngestError(
      403,
      `this session has sent the ${segments} segments or ${bytes} bytes that one may; nothing more of it is kept`,
    );
  }

  /** Counts what was stored. */
  add(project: string, session: string, { segments, bytes }: SessionSize): void {
    const key = `${project} ${session}`;
    const before = this.#sizes.get(key) ?? { segments: 0, bytes: 0 };
    this.#sizes.delete(key);
    this.#sizes.set(key, { segments: before.segments + segments, bytes: before.bytes + bytes });
    if (this.#sizes.size <= this.#bounds.sessions) return;
    const [oldest] = this.#sizes.keys();
    if (oldest !== undefined) this.#sizes.delete(oldest);
  }
}
