import type { Clock } from '../clock.ts';
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
  const exceptions = startExceptionCapture(emit, clock);
  const dom = startDomRecording(emit, { masking, redactedUrl });
  const stops = [
    startNetworkCapture(emit, clock, rules),
    startConsoleCapture(emit, clock),
    startNavigationCapture(emit, clock, masking, redactedUrl),
    startClickCapture(emit, clock, masking, dom.nodeId),
    dom.stop,
    exceptions.stop,
  ];
  return {
    exception: exceptions.capture,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
