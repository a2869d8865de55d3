import type { RequestSummary } from '@throughline/format';

/** The event of an action and its span are one thing if they begin no further apart, milliseconds. */
const SAME_WITHIN_MS = 100;

/** What a person did, as its event tells it. */
export interface ActionEvent {
  /** As its span is called: `click button "Pay"`. */
  title: string;
  /** Unix milliseconds. */
  time: number;
  tabId?: string | undefined;
}

/** Whether the request was caused by the action: it is a child of the action's span. */
export function isCausedBy(
  { action, tabId }: Pick<RequestSummary, 'action' | 'tabId'>,
  cause: ActionEvent,
): boolean {
  if (!action || action.name !== cause.title || (cause.tabId !== undefined && cause.tabId !== tabId))
    return false;
  const start = Number(BigInt(action.startTimeUnixNano) / 1_000n) / 1_000;
  return Math.abs(start - cause.time) <= SAME_WITHIN_MS;
}

/** What begins so soon after an action, and before the next one, was caused by it, milliseconds: as the browser SDK counts. */
export const CAUSED_WITHIN_MS = 500;

/** So long after an action, or after the last answer to it, an exception is held to come of it, milliseconds: as the browser SDK counts. */
export const FAILS_WITHIN_MS = 500;

/**
 * Until when what goes wrong in the page is held to come of an action at `time`: shortly after the last answer that it waited
 * for, but not beyond the next action. Unix milliseconds.
 */
export function causesUntil(
  time: number,
  caused: readonly Pick<RequestSummary, 'startTimeUnixNano' | 'durationNano'>[],
  next: number | undefined,
): number {
  const answered = caused.map(
    ({ startTimeUnixNano, durationNano }) =>
      Number((BigInt(startTimeUnixNano) + BigInt(durationNano)) / 1_000n) / 1_000,
  );
  const until = answered.reduce((latest, end) => Math.max(latest, end), time) + FAILS_WITHIN_MS;
  return Math.min(until, next ?? Number.POSITIVE_INFINITY);
}
