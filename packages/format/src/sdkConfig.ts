import type { SamplingRule } from './sampling.ts';

/** To what an incident is limited; what is missing limits nothing. Patterns as in `SamplingRule`. */
export interface IncidentScope {
  /** `service.name`. */
  service?: string;
  /** Path or route of a request or a page, e.g. `/checkout/*`. */
  route?: string;
  /** A user action or transaction, e.g. `POST /charge`. */
  transaction?: string;
  /** The id of the person. */
  user?: string;
  /** `service.version`. */
  release?: string;
}

/** An incident as SDKs are told of it: in its scope they record more until its end. */
export interface ActiveIncident {
  id: string;
  /** When it ends by itself, Unix milliseconds by the server's clock. */
  until: number;
  scope: IncidentScope;
}

/**
 * What the server tells SDKs at `GET /v1/config?key=…`, and browsers with `&session=…`. An SDK that never hears of it goes by
 * `DEFAULT_SDK_CONFIG`.
 */
export interface SdkConfig {
  /** `false`: nothing is recorded in this project until it is `true` again. */
  recording: boolean;
  sampling: { rate: number; rules: readonly SamplingRule[] };
  /** Masking that the project wants at least; an SDK adds it to its own, and never takes from its own. */
  privacy: {
    mode: 'inputs' | 'text' | 'strict';
    maskSelectors: readonly string[];
    blockSelectors: readonly string[];
  };
  incidents: readonly ActiveIncident[];
  /** Why the session in question is to be kept whole; absent if there is no reason. */
  keep?: string | undefined;
}

/** Until the server has been heard. */
export const DEFAULT_SDK_CONFIG: SdkConfig = {
  recording: true,
  sampling: { rate: 0.25, rules: [] },
  privacy: { mode: 'inputs', maskSelectors: [], blockSelectors: [] },
  incidents: [],
};

/** The longest an incident may last, minutes: SDKs believe no later end. */
export const INCIDENT_MINUTES_MOST = 240;

/** Why a session is kept that falls into an incident, as `throughline.keep.reason` and `keptBecause` say it. */
export function incidentReason(id: string): string {
  return `incident ${id}`;
}

/** What a project says of recording, as `/api/settings` tells and takes it. */
export interface ProjectSettings {
  recording: boolean;
  sampling: {
    rate: number;
    /** Sessions an hour that are kept whatever the rate. */
    floorPerHour: number;
    rules: SamplingRule[];
    /** How long what belongs to a session that is not sampled is held after its last sign of life. */
    holdMinutes: number;
  };
  privacy: { mode: 'inputs' | 'text' | 'strict'; maskSelectors: string[]; blockSelectors: string[] };
}

/** An incident as `/ops/incident-mode` tells of it. */
export interface Incident {
  id: string;
  project: string;
  scope: IncidentScope;
  /** Key or URL of its ticket; empty if none was given. */
  ticket: string;
  /** Why it was begun, and by whom, as they said; empty if they did not. */
  reason: string;
  startedBy: string;
  /** Unix milliseconds. */
  startedAt: number;
  /** When it ends, or has ended. */
  until: number;
  active: boolean;
  /** Sessions that were kept or recorded in more detail for it; absent where they were not counted. */
  sessions?: number;
  /** What its ticket was told; absent if it names none that the server posts to. */
  ticketPost?: TicketPost;
}

export interface TicketPost {
  /**
   * `pending`: nothing yet. `started`: a link to its sessions. `ended`: also a comment that lists them. `failed`: given up; what
   * follows the end of an incident that is under way is tried all the same.
   */
  posted: (typeof TICKET_POST_STATES)[number];
  /** Why the last attempt failed, if it did. */
  error?: string;
}

export const TICKET_POST_STATES = ['pending', 'started', 'ended', 'failed'] as const;
