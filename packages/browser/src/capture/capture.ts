import type { Clock } from '../clock.ts';
import { safely } from '../safely.ts';
import { warnOnce } from '../warning.ts';
import type { Emit, Stop } from './captured.ts';
import { startClickCapture } from './click.ts';
import { startConsoleCapture } from './console.ts';
import type { StartDomRecording } from './dom/domRecording.ts';
import { startLateDomRecording } from './dom/lateRecording.ts';
import type { DescribeElement } from './element/describeElement.ts';
import { startExceptionCapture } from './exception.ts';
import type { Masking } from './masking.ts';
import { startNavigationCapture } from './navigation.ts';
import { type NetworkRules, startNetworkCapture } from './network/network.ts';
import type { CreateUserActions, UserActions } from './userAction/userActions.ts';

export interface CaptureRules extends Omit<NetworkRules, 'cause'> {
  masking: Masking;
  checkpointEveryMs: number;
}

/** What captures need and what is loaded later. */
export interface CaptureChunk {
  startDomRecording: StartDomRecording;
  describeElement: DescribeElement;
  createUserActions: CreateUserActions;
}

export interface Capture {
  /** Records an exception that the application caught itself. */
  exception(error: unknown): void;
  /** Resolves when everything has begun, the recording of the DOM included. */
  ready: Promise<void>;
  /** To be called when the page may go away: ends what is under way. */
  leave(): void;
  /** Takes a checkpoint, if the recording of the DOM has begun. */
  checkpoint(): void;
  stop: Stop;
}

/** Starts all captures, that of the DOM as soon as `chunk` is there. What they find, masked and redacted, goes to `emit`. */
export function startCapture(
  emit: Emit,
  clock: Clock,
  rules: CaptureRules,
  chunk: Promise<CaptureChunk | undefined>,
): Capture {
  const { masking, redactedUrl, checkpointEveryMs } = rules;
  // One that cannot start in this page does not keep the others from it.
  const exceptions = safely(() => startExceptionCapture(emit, clock));
  const dom = startLateDomRecording(
    chunk.then((later) => later?.startDomRecording),
    emit,
    { masking, redactedUrl, checkpointEveryMs, onError: tellDomError },
  );
  const nodeId = (node: Node) => dom.nodeId(node);
  let actions: UserActions | undefined;
  void chunk.then((later) => {
    actions = later?.createUserActions((captured) => safely(() => emit(captured)), clock);
  });
  const leave = () => actions?.finish();
  const stops = [
    leave,
    safely(() => startNetworkCapture(emit, clock, { ...rules, cause: () => actions?.request() })),
    safely(() => startConsoleCapture(emit, clock)),
    safely(() => startNavigationCapture(emit, clock, masking, redactedUrl)),
    safely(() =>
      startClickCapture(
        emit,
        clock,
        masking,
        nodeId,
        chunk.then((later) => later?.describeElement),
        (click) => actions?.click(click),
      ),
    ),
    dom.stop,
    exceptions?.stop,
  ];
  return {
    ready: dom.ready,
    leave,
    checkpoint: dom.checkpoint,
    exception: (error) => exceptions?.capture(error),
    stop() {
      for (const stop of stops) if (stop) safely(stop);
    },
  };
}

function tellDomError(error: unknown): void {
  warnOnce('an error inside the recording of the DOM was kept from the page', error);
}
