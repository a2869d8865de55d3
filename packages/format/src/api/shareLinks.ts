/** A link by which somebody without an account sees a part of a session, and nothing else. */
export interface ShareLink {
  id: string;
  session: string;
  /** The range that it shows, Unix milliseconds. */
  from: number;
  to: number;
  /** The moment at which it opens, Unix milliseconds. */
  at: number;
  /** Whether headers and bodies of requests and messages are shown. */
  payloads: boolean;
  /** Name of who made it. */
  madeBy: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
}

/** What a link says of itself to whoever has it. */
export interface SharedView
  extends Pick<ShareLink, 'session' | 'from' | 'to' | 'at' | 'payloads' | 'expiresAt'> {
  project: string;
  madeBy: string;
}

/** Bounds of a link's life, days. */
export const SHARE_DAYS = { least: 1, usual: 7, most: 90 } as const;
