import type { SegmentSummary, SessionDetail, TimelineItem, Trace } from '@throughline/format';

/** A session as the fixture server answers for it. */
export interface FixtureSession {
  detail: SessionDetail;
  timeline: TimelineItem[];
  segments: FixtureSegment[];
}

export interface FixtureSegment extends SegmentSummary {
  /** The rrweb events, as they would come from a recording. */
  data: unknown[];
}

/** All that the fixture server knows. Tests may change it while it serves. */
export interface Fixture {
  sessions: FixtureSession[];
  traces: Trace[];
}

/** A session with nothing in it; `changes` are put over it. */
export function emptySession(id: string, from: number, changes: Partial<SessionDetail> = {}): FixtureSession {
  return {
    detail: {
      id,
      from,
      to: from + 1_000,
      user: null,
      entryUrl: 'https://shop.test/',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
      counts: {
        clicks: 0,
        navigations: 0,
        requests: 0,
        failedRequests: 0,
        errors: 0,
        spans: 0,
        logs: 0,
        segments: 0,
      },
      services: ['shop'],
      tabs: [],
      ...changes,
    },
    timeline: [],
    segments: [],
  };
}
