import { EVENTS, newSpanId, newTraceId, type TraceContext } from '@throughline/format';
import type { Clock } from '../../clock.ts';
import type { Emit } from '../captured.ts';
import { createRageClicks } from './rageClick.ts';

/** A request that begins so soon after a click was caused by it: handlers, promises, a debounced field. */
const CAUSED_WITHIN_MS = 500;
/** And so soon after the answer to such a request: the next one of a chain. */
const CHAINED_WITHIN_MS = 100;
/** A chain that goes on for longer is the page's own doing: polling. */
const LONGEST_CHAIN_MS = 10_000;

/** A request that an action has caused: the parent of its span, and to be told when it ends. */
export interface CausedRequest {
  parent: TraceContext;
  ended(at: number): void;
}

export interface Click {
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
  /** A request begins; `undefined` if no action has caused it. */
  request(): CausedRequest | undefined;
  /** The page may go away: what is open ends now. */
  finish(): void;
}

/** `undefined` until the part that is loaded later is there. */
export type CreateUserActions = (emit: Emit, clock: Clock) => UserActions;

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
}

/**
 * A click that causes requests becomes a span from the click to the last answer, and so the beginning of the trace. One
 * that causes none becomes no span: it is recorded as an event anyway.
 */
export const createUserActions: CreateUserActions = (emit, clock) => {
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
    else if (action.pending === 0) setTimeout(() => closeIfOver(action), action.openUntil - clock.now());
  }

  return {
    click({ name, x, y, attributes }) {
      const start = clock.now();
      if (isRageClick({ time: start, x, y }))
        emit({ kind: 'log', time: start, eventName: EVENTS.rageClick, severity: 'warn', attributes });
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
      };
      open.add(latest);
      if (before) closeIfOver(before);
      closeIfOver(latest);
    },
    request() {
      const action = latest;
      if (!action || !open.has(action) || clock.now() > action.openUntil) return undefined;
      action.pending += 1;
      action.caused += 1;
      return {
        parent: action.context,
        ended(at) {
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
