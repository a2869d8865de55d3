import { ATTRIBUTES, EVENTS, redactText } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { createListening } from '../listening.ts';
import type { Emit, Stop } from './captured.ts';
import { truncate } from './text.ts';
import { valuePrinter } from './valuePrinter.ts';

/** Characters of a message: some libraries put whole responses into theirs. */
const LONGEST_MESSAGE = 2_000;
/** Characters of a stack: Chromium keeps 10 frames by default, 16 KiB hold more than 100. */
const LONGEST_STACK = 16_384;
/** A loop that throws must not flood the session: so many exceptions a page are enough to understand it. */
const MOST_A_PAGE = 500;

/** Causes told of one exception: `cause` of its `cause`, and so on. */
const MOST_CAUSES = 5;

/** `cross-origin`: of a script that the page may not read, the browser says nothing but that it threw. */
export type ExceptionSource = 'error' | 'unhandledrejection' | 'captured' | 'cross-origin';

export interface ExceptionCapture {
  /** Records what the application caught itself. */
  capture(error: unknown, attributes: Record<string, unknown>): void;
  stop: Stop;
}

/** Records uncaught errors and unhandled rejections of the page. Each error object counts once. */
export function startExceptionCapture(emit: Emit, clock: Clock): ExceptionCapture {
  const seen = new WeakSet<object>();
  let left = MOST_A_PAGE;

  function record(
    error: unknown,
    source: ExceptionSource,
    message?: string,
    attributes?: Record<string, unknown>,
  ): void {
    if (left === 0) return;
    if (typeof error === 'object' && error !== null) {
      if (seen.has(error)) return;
      seen.add(error);
    }
    left -= 1;
    const described = describeException(error, message);
    emit({
      kind: 'log',
      time: clock.now(),
      eventName: EVENTS.exception,
      severity: 'error',
      body: described.message,
      attributes: {
        ...attributes,
        [ATTRIBUTES.exceptionType]: described.type,
        [ATTRIBUTES.exceptionMessage]: described.message,
        [ATTRIBUTES.exceptionStacktrace]: described.stack,
        [ATTRIBUTES.exceptionSource]: source,
      },
    });
  }

  const { on, stop } = createListening();
  on('error', (event) => {
    // Images and scripts that fail to load also fire `error`, at themselves.
    if (event instanceof ErrorEvent)
      record(event.error, event.error || event.filename ? 'error' : 'cross-origin', event.message);
  });
  on('unhandledrejection', ({ reason }) => record(reason, 'unhandledrejection'));
  return {
    capture: (error, attributes) => record(error, 'captured', undefined, attributes),
    stop,
  };
}

interface DescribedException {
  type: string;
  message: string;
  stack: string | undefined;
}

/** An exception in words; anything can be thrown, not only an `Error`. `message` is used if it has none of its own. */
export function describeException(error: unknown, message = ''): DescribedException {
  const isError = error instanceof Error || error instanceof DOMException;
  const isNothing = error === undefined || error === null;
  const own = isError ? error.message : isNothing ? message : valuePrinter.print(error);
  return {
    type: isError ? error.name || 'Error' : isNothing ? 'Error' : typeof error,
    message: truncate(redactText(String(own)), LONGEST_MESSAGE),
    stack: isError && error.stack ? truncate(redactText(withCauses(error)), LONGEST_STACK) : undefined,
  };
}

/** The stack of an exception, then those of what caused it. */
function withCauses({ stack, cause }: Error, left = MOST_CAUSES): string {
  if (left === 0 || !(cause instanceof Error)) return `${stack}`;
  // In some browsers a stack begins with what was thrown.
  return `${stack}\nCaused by: ${cause}\n${withCauses(cause, left - 1).replace(`${cause}\n`, '')}`;
}
