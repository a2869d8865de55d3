import type { Clock } from '../clock.ts';
import { safely, tellError } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import { startClickCapture } from './click.ts';
import { startConsoleCapture } from './console.ts';
import { loadRequest } from './documentLoad.ts';
import type { DomOptions } from './dom/domOptions.ts';
import type { StartDomRecording } from './dom/domRecording.ts';
import { startLateDomRecording } from './dom/lateRecording.ts';
import type { CreateDescribeElement } from './element/describeElement.ts';
import { startExceptionCapture } from './exception.ts';
import type { MaskingRules } from './masking.ts';
import { startNavigationCapture } from './navigation.ts';
import type { StartNetworkDetails } from './network/details.ts';
import { type NetworkRules, startNetworkCapture } from './network/network.ts';
import type { PageCaptures, StartPageCaptures } from './page/startPageCaptures.ts';
import type { CreateUserActions, UserActions } from './userAction/userActions.ts';

export interface CaptureRules extends Omit<NetworkRules, 'cause'> {
  masking: MaskingRules;
  /** Whether the page's performance is measured. */
  performance: boolean;
  dom: DomOptions;
  /** The browser's own. */
  fetch: typeof globalThis.fetch;
  checkpointEveryMs: number;
}

/** What captures need and what is loaded later. */
export interface CaptureChunk {
  startDomRecording: StartDomRecording;
  createDescribeElement: CreateDescribeElement;
  createUserActions: CreateUserActions;
  startNetworkDetails: StartNetworkDetails;
  startPageCaptures: StartPageCaptures;
}

export interface Capture {
  /** Records an exception that the application caught itself. */
  exception(error: unknown, attributes: Record<string, unknown>): void;
  /** Resolves when everything has begun, the recording of the DOM included, and nothing is being waited for. */
  readonly ready: Promise<void>;
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
    chunk.then((later) => safely(() => later?.startDomRecording)),
    emit,
    {
      masking,
      redactedUrl,
      checkpointEveryMs,
      options: rules.dom,
      fetch: rules.fetch,
      onError: tellError,
    },
  );
  const nodeId = (node: Node) => dom.nodeId(node);
  let actions: UserActions | undefined;
  let page: PageCaptures | undefined;
  let stopped = false;
  void chunk.then((later) =>
    safely(() => {
      if (stopped) return;
      const emitSafely: Emit = (captured) => safely(() => emit(captured));
      actions = safely(() => later?.createUserActions(emitSafely, clock, loadRequest));
      page = later?.startPageCaptures(emitSafely, clock, rules, loadRequest, () => actions?.failed());
    }),
  );
  // What is asked for before actions are watched is part of the load.
  const cause = () => (actions ? actions.request() : loadRequest());
  const network = safely(() => startNetworkCapture(emit, clock, { ...rules, cause }, chunk));
  const leave = () => {
    network?.leave();
    page?.leave();
    actions?.finish();
    dom.settle();
  };
  const stops = [
    leave,
    network?.stop,
    safely(() => startConsoleCapture(emit, clock)),
    safely(() => startNavigationCapture(emit, clock, masking, redactedUrl)),
    safely(() =>
      startClickCapture(
        emit,
        clock,
        masking.ignoreSelectors,
        nodeId,
        chunk.then((later) => safely(() => later?.createDescribeElement(masking))),
        (click) => actions?.click(click),
      ),
    ),
    dom.stop,
    exceptions?.stop,
  ];
  return {
    get ready() {
      return dom.ready.then(() => network?.settled());
    },
    leave,
    checkpoint: dom.checkpoint,
    exception: (error, attributes) => exceptions?.capture(error, attributes),
    stop() {
      stopped = true;
      page?.stop();
      for (const stop of stops) if (stop) safely(stop);
    },
  };
}
