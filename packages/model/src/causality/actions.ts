import type { RequestSummary, TimelineItem } from '@throughline/format';
import { CAUSED_WITHIN_MS, isCausedBy } from '../network/actionCauses.ts';

/** A line of the timeline with its time as Unix milliseconds. */
export type TimedLine = TimelineItem & { time: number };

/** Whether a person did this: clicked, or went to a page. */
export function isAction({ kind }: Pick<TimelineItem, 'kind'>): boolean {
  return kind === 'click' || kind === 'navigation';
}

/**
 * The last thing that a person did in the tab by `time`. A navigation soon after a click came of that click. Without a tab any
 * tab's counts. `items` are in the order of time.
 */
export function lastActionBefore(
  items: readonly TimedLine[],
  tabId: string | undefined,
  time: number,
): TimedLine | undefined {
  const isOfTab = (item: TimedLine) => !tabId || item.tabId === tabId;
  const last = items.findLast((item) => isAction(item) && isOfTab(item) && item.time <= time);
  if (last?.kind !== 'navigation') return last;
  const click = items.findLast((item) => item.kind === 'click' && isOfTab(item) && item.time <= last.time);
  return click && last.time - click.time <= CAUSED_WITHIN_MS ? click : last;
}

/** When the next thing was done in the tab after an action that has led on to none itself; `undefined` if nothing was. */
export function nextActionAfter(
  items: readonly TimedLine[],
  { kind, tabId, time }: Pick<TimedLine, 'kind' | 'tabId' | 'time'>,
): number | undefined {
  const next = items.find(
    (item) =>
      isAction(item) &&
      item.time > time &&
      (!tabId || item.tabId === tabId) &&
      // What a click soon led to is no action of its own.
      !(kind === 'click' && item.kind === 'navigation' && item.time - time <= CAUSED_WITHIN_MS),
  );
  return next?.time;
}

/** Unix milliseconds. */
export function beganAt({ startTimeUnixNano }: Pick<RequestSummary, 'startTimeUnixNano'>): number {
  return Number(BigInt(startTimeUnixNano) / 1_000n) / 1_000;
}

/** Unix milliseconds. */
export function endedAt(request: Pick<RequestSummary, 'startTimeUnixNano' | 'durationNano'>): number {
  return beganAt(request) + Math.max(0, Number(request.durationNano) / 1e6);
}

/** The requests that an action caused: its children, or, where a request names no action, those that began soon after it. */
export function requestsCausedBy<Request extends RequestSummary>(
  action: TimedLine,
  requests: readonly Request[],
  next: number | undefined,
): Request[] {
  return requests.filter((request) => {
    if (request.action) return isCausedBy(request, action);
    if (action.tabId && request.tabId !== action.tabId) return false;
    const start = beganAt(request);
    return (
      start >= action.time && start - action.time <= CAUSED_WITHIN_MS && (next === undefined || start < next)
    );
  });
}
