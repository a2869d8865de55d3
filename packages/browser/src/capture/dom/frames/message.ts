import type { CapturedReplay } from '../../captured.ts';

/**
 * What a page and a frame of another origin in it say to each other by `postMessage`, each to an origin that its options
 * name, and heeding only those.
 */
export type FrameMessage =
  /** The frame can be recorded. */
  | { throughline: 'frame.ready' }
  /** The page asks for a checkpoint of the frame, and for what follows. */
  | { throughline: 'frame.record' }
  /** What the frame recorded, masked by its own rules. */
  | { throughline: 'frame.recorded'; events: CapturedReplay['events']; assets: CapturedReplay['assets'] };

/** What was said, if it is one of ours and comes from one of `origins`. */
export function heeded(event: MessageEvent, origins: readonly string[]): FrameMessage | undefined {
  const { data, origin } = event as MessageEvent<Partial<FrameMessage> | null>;
  return origins.includes(origin) && typeof data?.throughline === 'string'
    ? (data as FrameMessage)
    : undefined;
}
