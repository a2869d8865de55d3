import { ATTRIBUTES, EVENTS, redactText } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import { truncate } from './text.ts';
import { valuePrinter } from './valuePrinter.ts';

/** Characters of a message: some libraries put whole responses into theirs. */
const LONGEST_MESSAGE = 2_000;
/** Characters of a stack: Chromium keeps 10 frames by default, 16 KiB hold more than 100. */
const LONGEST_STACK = 16_384;
/** A loop that throws must not flood the session: so many exceptions a page are enough to understand it. */
const MOST_A_PAGE = 500;

export type ExceptionSource = 'error' | 'unhandledrejection' | 'captured';

export interface ExceptionCapture {
  /** Records what the application caught itself. */
  capture(error: unknown): void;
  stop: Stop;
}

/** Records uncaught errors and unhandled rejections of the page. Each error object counts once. */
export function startExceptionCapture(emit: Emit, clock: Clock): ExceptionCapture {
  const seen = new WeakSet<object>();
  let left = MOST_A_PAGE;

  function record(error: unknown, source: ExceptionSource, message?: string): void {
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
        [ATTRIBUTES.exceptionType]: described.type,
        [ATTRIBUTES.exceptionMessage]: described.message,
        [ATTRIBUTES.exceptionStacktrace]: described.stack,
        [ATTRIBUTES.exceptionSource]: source,
      },
    });
  }

  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  window.addEventListener(
    'error',
    (event) => {
      // Images and scripts that fail to load also fire `error`, at themselves.
      if (event instanceof ErrorEvent) safely(() => record(event.error, 'error', event.message));
    },
    options,
  );
  window.addEventListener(
    'unhandledrejection',
    (event) => safely(() => record(event.reason, 'unhandledrejection')),
    options,
  );
  return {
    capture: (error) => record(error, 'captured'),
    stop: () => listening.abort(),
  };
}

interface DescribedException {
  type: string;
  message: string;
  stack: string | undefined;
}

/** An exception in words; anything can be thrown, not only an `Error`. `message` is used if it has none of its own. */
export function describeException(error: unknown, message = ''): DescribedException {
  const isError =
    error instanceof Error || (typeof DOMException !== 'undefined' && error instanceof DOMException);
  const own = isError
    ? error.message
    : error === undefined || error === null
      ? message
      : valuePrinter.print(error);
  return {
    type: isError ? error.name || 'Error' : error === undefined || error === null ? 'Error' : typeof error,
    message: truncate(redactText(String(own)), LONGEST_MESSAGE),
    stack:
      isError && typeof error.stack === 'string'
        ? truncate(redactText(error.stack), LONGEST_STACK)
        : undefined,
  };
}
