import type { Emit, Stop } from '../captured.ts';
import type { MaskingRules } from '../masking.ts';
import type { RedactedUrl } from '../redactedUrl.ts';
import type { DomOptions } from './domOptions.ts';

/** A running recording of the page's DOM. */
export interface DomRecording {
  /** Takes a full snapshot, from which playback can begin. Does nothing before the document is parsed. */
  checkpoint(): void;
  /** Brings what is held back into the recording: to be called when the page may go away. */
  settle(): void;
  /** The id of a node in the recorded events, or `undefined` if it is not recorded. */
  nodeId(node: Node): number | undefined;
  stop: Stop;
}

export interface DomRules {
  masking: MaskingRules;
  redactedUrl: RedactedUrl;
  options: DomOptions;
  /** The browser's own, which no capture sees. */
  fetch: typeof globalThis.fetch;
  /** How often playback can begin anew, milliseconds: a seek replays at most this much. */
  checkpointEveryMs: number;
  /** Told of what went wrong in the recording; it reaches the page neither way. */
  onError(error: unknown): void;
}

/** Records the DOM in rrweb's event format, beginning with a checkpoint. */
export type StartDomRecording = (emit: Emit, rules: DomRules) => DomRecording;
