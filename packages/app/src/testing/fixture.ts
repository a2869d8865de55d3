import type {
  Account,
  Clip,
  Collection,
  IssueDetail,
  IssueTimes,
  Note,
  Person,
  Project,
  ProjectMap,
  ReleaseSummary,
  RequestSummary,
  SavedView,
  SegmentSummary,
  SessionDetail,
  SessionEvent,
  SessionLogPage,
  StackPosition,
  SymbolicatedStack,
  TimelineItem,
  Trace,
} from '@throughline/format';

/** A session as the fixture server answers for it. */
export interface FixtureSession {
  detail: SessionDetail;
  timeline: TimelineItem[];
  /** Of the browser; none if absent. */
  requests?: RequestSummary[];
  events?: SessionEvent[];
  /** Front and back end; none if absent. */
  logs?: Omit<SessionLogPage, 'nextCursor'>;
  segments: FixtureSegment[];
}

export interface FixtureSegment extends SegmentSummary {
  /** The rrweb events, as they would come from a recording. */
  data: unknown[];
}

/** What the fixture server remembers of what was written. */
export interface Annotations {
  notes: Note[];
  deletedNotes: Note[];
  clips: Clip[];
  collections: Collection[];
}

/** All that the fixture server knows. Tests may change it while it serves. */
export interface Fixture {
  sessions: FixtureSession[];
  traces: Trace[];
  /** Where a stack of a release stands in the sources; nowhere if absent. */
  symbolicate?: (release: string, positions: readonly StackPosition[]) => SymbolicatedStack;
  /** Who called whom in the project; nobody if absent. */
  map?: ProjectMap;
  /** Saved views of the list. */
  views?: SavedView[];
  /** What is answered besides, by method and path below `/api`, e.g. `GET /users`. */
  answers?: Record<string, (body: unknown) => unknown>;
  /** Who asks; somebody who needs no log-in and may do everything if absent. */
  account?: Account;
  /** None if absent. */
  projects?: Project[];
  /** Who may log in; nobody if absent. */
  people?: Person[];
  /** Notes, clips and collections; none if absent. */
  annotations?: Annotations;
  /** Issues, their times, and releases; none if absent. */
  issues?: IssueDetail[];
  issueTimes?: IssueTimes;
  releases?: ReleaseSummary[];
  /** Texts that recordings refer to, by their hashes. */
  assets?: Record<string, string>;
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
