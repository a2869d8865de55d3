/** How many sessions have what: the values of one key of searches, the commonest first. */
export interface SessionFacet {
  /** A key of the language of searches: `browser`, `service`, `has`, … */
  key: string;
  values: {
    /** As a search writes it behind the key. */
    value: string;
    /** What people call it, where that is something else. */
    label?: string;
    sessions: number;
  }[];
}

/**
 * Counts over the sessions that match a search. Those of a facet leave out what the search says under its own key, so that one
 * sees what else there is.
 */
export interface SessionFacets {
  facets: SessionFacet[];
  /** Sessions that match, among those that were looked at. */
  sessions: number;
  /** True if the time range has more sessions than are looked at: these are the newest. */
  isPartial: boolean;
}

/** What goes wrong in a stretch of a session, or for whom. */
export const ACTIVITY_MARKS = ['error', 'failedRequest', 'frustration'] as const;
export type ActivityMark = (typeof ACTIVITY_MARKS)[number];

/** What happened in a session, over equal stretches from its first moment to its last. */
export interface SessionActivity {
  id: string;
  /** What the person did in each stretch. */
  actions: number[];
  /** Stretches, counted from 0, in which there was an error, a failed request, a rage, dead or error click. */
  marks: Record<ActivityMark, number[]>;
}

export interface SessionActivityList {
  activity: SessionActivity[];
}

/** A search that a team keeps under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** In the language of searches. */
  search: string;
  /** The time range by name (`24h`); empty if it leaves that as it is. */
  range: string;
  /** The columns of the list by name, in order; none if it leaves those as they are. */
  columns: string[];
  /** ISO 8601, UTC. */
  createdAt: string;
}

export interface SavedViewList {
  views: SavedView[];
}
