import type { EVENTS } from '@throughline/format';
import type { Clock } from '../../clock.ts';
import type { Listening } from '../../listening.ts';
import type { Emit } from '../captured.ts';
import type { LoadRequest } from '../documentLoad.ts';
import type { DescribeElement } from '../element/describeElement.ts';
import type { RedactedUrl } from '../redactedUrl.ts';

/** What a capture of the page is started with. */
export interface PageContext {
  emit: Emit;
  clock: Clock;
  describe: DescribeElement;
  redactedUrl: RedactedUrl;
  /** Whether text of the page may be recorded where nothing is marked. */
  isTextSeen: boolean;
  /** Ends all that listens. */
  signal: AbortSignal;
  /** Calls `end` when the capture ends. */
  whenStopped(end: () => void): void;
  /** Records an event; `body` says it in words. */
  tell(
    eventName: (typeof EVENTS)[keyof typeof EVENTS],
    body: string,
    attributes: Record<string, unknown>,
    severity?: 'info' | 'warn' | 'error',
  ): void;
  /** Calls `listener` for an event anywhere in the page, before the page hears of it. */
  listen: Listening['on'];
  /** Calls `last` when the page may go away, as often as that is. */
  whenLeaving(last: () => void): void;
  /** Its parent is the load of the document. */
  loadRequest(): LoadRequest;
  /** To be called when something went wrong in the page. */
  failed(): void;
  /** Name and selector of an element, or of what an event is about, as attributes; `undefined` for what is to be ignored. */
  about(
    subject: Event | Node | null | undefined,
  ): { name: string; attributes: Record<string, unknown> } | undefined;
}

/** Starts a capture. */
export type PageCapture = (context: PageContext) => void;
