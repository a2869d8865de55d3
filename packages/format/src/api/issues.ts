/** What people say of an issue. */
export const ISSUE_STATES = ['open', 'resolved', 'ignored'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

/** Which issues a list has; `regressed` ones are open. */
export const ISSUE_FILTERS = [...ISSUE_STATES, 'regressed', 'all'] as const;
export type IssueFilter = (typeof ISSUE_FILTERS)[number];

export const ISSUE_SORTS = ['lastSeen', 'firstSeen', 'events', 'users'] as const;
export type IssueSort = (typeof ISSUE_SORTS)[number];

/** An issue that was resolved, and was seen again in the release in which it was, or a newer one. */
export interface Regression {
  /** The first exception after the resolution, Unix milliseconds. */
  at: number;
  /** Release in which it was seen; empty if the record names none. */
  release: string;
  service: string;
}

/** How many exceptions there were in equal stretches of time. */
export interface IssueTrend {
  /** Where the first one begins, Unix milliseconds, and how long each is. */
  from: number;
  stepMs: number;
  counts: number[];
}

/** Exceptions that are one fault: they have the same fingerprint. */
export interface IssueSummary {
  /** 16 hex digits. */
  fingerprint: string;
  /** Of the latest exception: its class, and the first line of its message. Either may be empty. */
  type: string;
  message: string;
  /** The innermost call of the application's own code, as `function file`; empty if no stack was recorded. */
  place: string;
  isBrowser: boolean;
  services: string[];
  /** Within the time range. */
  events: number;
  sessions: number;
  /** Who was affected within the time range: users, and each session that does not say who it is. */
  users: number;
  /** Ever, as far as records are kept; Unix milliseconds. */
  firstSeen: number;
  lastSeen: number;
  trend: IssueTrend;
  /** `open`, too, once it has regressed. */
  state: IssueState;
  regression?: Regression;
  /** Release in which it was said to be resolved. */
  resolvedInRelease?: string;
}

export interface IssueList {
  issues: IssueSummary[];
  /** Issues that match; the list may have fewer. */
  total: number;
}

/** A release of a service in which an issue was seen. */
export interface IssueRelease {
  service: string;
  /** Empty for records that name none. */
  release: string;
  events: number;
  firstSeen: number;
  lastSeen: number;
}

/** An exception of an issue, and the session in which it can be seen. */
export interface IssueOccurrence {
  /** Unix milliseconds, on the clock of the session's page. */
  at: number;
  service: string;
  release: string;
  /** Missing if no session is known. */
  sessionId?: string;
  /** Of the person of the session, if it says so. */
  user?: string;
  /** Hex; missing if there is none. */
  traceId?: string;
}

/** The latest exception whole. */
export interface IssueSample extends IssueOccurrence {
  type: string;
  message: string;
  stack: string;
}

/** What people did about an issue; ISO 8601. */
export interface IssueHistory {
  firstViewedAt?: string;
  firstViewedBy?: string;
  /** Missing unless it is resolved, or has regressed since. */
  resolvedAt?: string;
  resolvedBy?: string;
  /** When its state was last changed, and by whom. */
  changedAt?: string;
  changedBy?: string;
}

export interface IssueDetail extends IssueSummary {
  sample: IssueSample;
  history: IssueHistory;
  releases: IssueRelease[];
  /** The latest first; one a minute and session. */
  occurrences: IssueOccurrence[];
  /** Releases of its services that are known, newest first: in which it may be resolved. */
  knownReleases: string[];
}

/** What a person says of an issue. */
export interface IssueChange {
  state: IssueState;
  /** With `resolved`: exceptions of older releases do not make it regress. */
  release?: string | undefined;
}

/** How long issues took, of those that were first viewed or resolved in one week. */
export interface IssueTimesWeek {
  /** The Monday (UTC), as `2026-11-23`. */
  week: string;
  /** From the first exception to the first view, milliseconds; `null` if none was viewed first in this week. */
  toViewMs: number | null;
  viewed: number;
  /** From the first exception, or from the regression, to the resolution; `null` if none was resolved. */
  toResolveMs: number | null;
  resolved: number;
}

/** Medians, by week and over all weeks that were asked for. */
export interface IssueTimes {
  weeks: IssueTimesWeek[];
  toViewMs: number | null;
  toResolveMs: number | null;
}

/** A release of a service, and how it fares beside the others. */
export interface ReleaseSummary {
  service: string;
  release: string;
  /** Ever, as far as records are kept; Unix milliseconds. */
  firstSeen: number;
  lastSeen: number;
  /** Within the time range. */
  sessions: number;
  /** Share of the service's sessions within the time range that ran it, 0 to 1; of sessions that span two releases both. */
  adoption: number;
  /** Exceptions, and sessions with one, within the time range. */
  exceptions: number;
  sessionsWithExceptions: number;
  /** Issues that were first seen in it. */
  newIssues: number;
}

export interface ReleaseList {
  /** Newest first. */
  releases: ReleaseSummary[];
}
