import type { Clock } from '../clock.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import { startClickCapture } from './click.ts';
import { startConsoleCapture } from './console.ts';
import { startDomRecording } from './dom/recording.ts';
import { startExceptionCapture } from './exception.ts';
import type { Masking } from './masking.ts';
import { startNavigationCapture } from './navigation.ts';
import { type NetworkRules, startNetworkCapture } from './network/network.ts';

export interface CaptureRules extends NetworkRules {
  masking: Masking;
}

export interface Capture {
  /** Records an exception that the application caught itself. */
  exception(error: unknown): void;
  stop: Stop;
}

/** Starts all captures. What they find, masked and redacted, goes to `emit`. */
export function startCapture(emit: Emit, clock: Clock, rules: CaptureRules): Capture {
  const { masking, redactedUrl } = rules;
  // One that cannot start in this page does not keep the others from it.
  const exceptions = safely(() => startExceptionCapture(emit, clock));
  const dom = safely(() => startDomRecording(emit, { masking, redactedUrl }));
  const nodeId = (node: Node) => dom?.nodeId(node);
  const stops = [
    safely(() => startNetworkCapture(emit, clock, rules)),
    safely(() => startConsoleCapture(emit, clock)),
    safely(() => startNavigationCapture(emit, clock, masking, redactedUrl)),
    safely(() => startClickCapture(emit, clock, masking, nodeId)),
    dom?.stop,
    exceptions?.stop,
  ];
  return {
    exception: (error) => exceptions?.capture(error),
    stop() {
      for (const stop of stops) if (stop) safely(stop);
    },
  };
}
