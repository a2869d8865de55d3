import { EVENTS, newSpanId, newTraceId, type TraceContext } from '@throughline/format';
import type { Clock } from '../../clock.ts';
import { safely } from '../../safely.ts';
import type { Emit } from '../captured.ts';
import type { LoadRequest } from '../documentLoad.ts';
import type { CausedRequest } from './causedRequest.ts';
import { createDeadClicks, type DeadClicks } from './deadClick.ts';
import { createLoadWatch } from './loadWatch.ts';
import { createRageClicks } from './rageClick.ts';

/** A request that begins so soon after a click was caused by it: handlers, promises, a debounced field. */
const CAUSED_WITHIN_MS = 500;
/** And so soon after the answer to such a request: the next one of a chain. */
const CHAINED_WITHIN_MS = 100;
/** A chain that goes on for longer is the page's own doing: polling. */
const LONGEST_CHAIN_MS = 10_000;

export interface Click {
  element: Element;
  /** What the person clicked on. */
  name: string;
  /** CSS pixels from the left and top edge of the viewport. */
  x: number;
  y: number;
  attributes: Record<string, unknown>;
}

/** What persons do, as spans that requests are the children of. */
export interface UserActions {
  click(click: Click): void;
  /** A request begins; `undefined` if neither an action nor the load of the page has caused it. */
  request(): CausedRequest | undefined;
  /** Something went wrong in the page; the last action may have caused it. */
  failed(): void;
  /** The page may go away: what is open ends now. */
  finish(): void;
}

/** `undefined` until the part that is loaded later is there. */
export type CreateUserActions = (
  emit: Emit,
  clock: Clock,
  loadRequest: () => LoadRequest,
  deadClicks?: DeadClicks,
) => UserActions;

interface Action {
  context: TraceContext;
  name: string;
  attributes: Record<string, unknown>;
  start: number;
  /** Until when a request counts as caused by it. */
  openUntil: number;
  /** Requests under way. */
  pending: number;
  /** Requests so far. */
  caused: number;
  /** When the last of them ended. */
  end: number;
  /** Whether it was told that something went wrong because of it. */
  failed: boolean;
}

/**
 * A click that causes requests becomes a span from the click to the last answer, and so the beginning of the trace. One
 * that causes none becomes no span: it is recorded as an event anyway.
 */
export const createUserActions: CreateUserActions = (
  emit,
  clock,
  loadRequest,
  deadClicks = createDeadClicks(),
) => {
  const ofLoad = createLoadWatch(loadRequest);
  const isRageClick = createRageClicks();
  const open = new Set<Action>();
  let latest: Action | undefined;

  function close(action: Action, end = action.end): void {
    if (!open.delete(action) || action.caused === 0) return;
    const { context, name, attributes, start } = action;
    const { traceId, spanId } = context;
    emit({
      kind: 'span',
      traceId,
      spanId,
      name,
      start,
      end: Math.max(start, end),
      attributes,
      isInternal: true,
    });
  }

  function closeIfOver(action: Action): void {
    if (action.pending === 0 && (action !== latest || clock.now() >= action.openUntil)) close(action);
    else if (action.pending === 0)
      setTimeout(() => safely(() => closeIfOver(action)), action.openUntil - clock.now());
  }

  function fail(action: Action): void {
    deadClicks.alive();
    if (action.failed) return;
    action.failed = true;
    tell(EVENTS.errorClick, `${action.name} led to an error`, action.attributes);
  }

  function tell(eventName: string, body: string, attributes: Record<string, unknown>): void {
    emit({ kind: 'log', time: clock.now(), eventName, severity: 'warn', body, attributes });
  }

  return {
    click({ element, name, x, y, attributes }) {
      const start = clock.now();
      if (isRageClick({ time: start, x, y })) tell(EVENTS.rageClick, `rage click ${name}`, attributes);
      deadClicks.watch(element, () => tell(EVENTS.deadClick, `click ${name} led to nothing`, attributes));
      const before = latest;
      latest = {
        context: { traceId: newTraceId(), spanId: newSpanId(), sampled: true },
        name: `click ${name}`,
        attributes,
        start,
        openUntil: start + CAUSED_WITHIN_MS,
        pending: 0,
        caused: 0,
        end: start,
        failed: false,
      };
      open.add(latest);
      if (before) closeIfOver(before);
      closeIfOver(latest);
    },
    failed() {
      if (latest && clock.now() <= latest.openUntil) fail(latest);
    },
    request() {
      const action = latest;
      deadClicks.alive();
      if (!action) return ofLoad();
      if (!open.has(action) || clock.now() > action.openUntil) return undefined;
      action.pending += 1;
      action.caused += 1;
      return {
        parent: action.context,
        ended(at, failed) {
          if (failed) fail(action);
          action.pending -= 1;
          action.end = Math.max(action.end, at);
          action.openUntil = Math.min(
            action.start + LONGEST_CHAIN_MS,
            Math.max(action.openUntil, at + CHAINED_WITHIN_MS),
          );
          closeIfOver(action);
        },
      };
    },
    finish() {
      const now = clock.now();
      for (const action of [...open]) close(action, action.pending > 0 ? now : action.end);
    },
  };
};
