import type { SEVERITY } from '@throughline/format';
import type { Asset } from '../assets/sharedTexts.ts';

/** What captures hand on. Everything in it is masked and redacted already. Times are Unix milliseconds with a fraction. */
export type Captured = CapturedLog | CapturedSpan | CapturedReplay;

export interface CapturedLog {
  kind: 'log';
  time: number;
  eventName: string;
  severity: keyof typeof SEVERITY;
  body?: string;
  attributes: Record<string, unknown>;
  /** The span it belongs to, if it does. */
  traceId?: string;
  spanId?: string;
}

export interface CapturedSpan {
  kind: 'span';
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  start: number;
  end: number;
  attributes: Record<string, unknown>;
  /** Something that happened in the page; without it, a request of the page. */
  isInternal?: boolean;
  /** What went wrong, if the span is to count as failed; may be empty. */
  error?: string;
}

export interface CapturedReplay {
  kind: 'replay';
  time: number;
  /** Events of rrweb's event format that belong together. */
  events: readonly unknown[];
  /** Whether playback can begin here. */
  checkpoint: boolean;
  /** What the events refer to. */
  assets?: readonly Asset[];
}

export type Emit = (captured: Captured) => void;

/** Ends a capture and takes back what it did to the page. */
export type Stop = () => void;
