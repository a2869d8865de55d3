/** What stands in a step of a support summary. */
export const SUPPORT_STEP_KINDS = ['page', 'click', 'input', 'note', 'problem', 'failure'] as const;
export type SupportStepKind = (typeof SUPPORT_STEP_KINDS)[number];

/** One thing that a person tried, or that went wrong, in plain language. */
export interface SupportStep {
  /** Id of the event, or trace and span id of the request, that it tells of. */
  id: string;
  /** `problem`: something was not as it should be; `failure`: something failed. */
  kind: SupportStepKind;
  /** Unix milliseconds. */
  time: number;
  /** E.g. `clicked “Pay”`, `the payment request failed (504 after 3.0 s)`. */
  text: string;
  /** How often in a row; absent if once. */
  times?: number;
  /** Of a failure, for engineers: method, path and status, or what was thrown. */
  details: string[];
  /** Of a failure. */
  traceId?: string;
}

/** What a person tried in a session and what failed, for those who answer them. No payload is in it. */
export interface SupportSummary {
  steps: SupportStep[];
  /** Steps that were left out, where there are more than one reads. */
  omitted: number;
  /** Whether the session is longer than what was read of it. */
  isCut: boolean;
  failures: number;
  /**
   * Where to look: the last failure that came of something the person did, before all of what was to change something; else the
   * last one. `null` if nothing failed.
   */
  failure: SupportStep | null;
  /** An answer to give, plain text. */
  answer: string;
}
