import { EVENTS, PATHS } from '@throughline/format';
import { createBuffer } from './buffer/buffer.ts';
import { type Item, toItem } from './buffer/item.ts';
import { closeSegment, type Source, segmentLines } from './buffer/segment.ts';
import { splitToFit } from './buffer/splitToFit.ts';
import { type Capture, type CaptureRules, startCapture } from './capture/capture.ts';
import type { Captured } from './capture/captured.ts';
import type { Clock } from './clock.ts';
import type { LaterParts, RecorderChunk } from './laterParts.ts';
import type { Settings } from './options.ts';
import { safely } from './safely.ts';
import { watchActivity } from './session/activity.ts';
import { watchPageLife } from './session/pageLife.ts';
import { createSession } from './session/session.ts';
import { storedText } from './session/storage.ts';
import { createTab } from './session/tab.ts';
import { KEEPALIVE_BYTES } from './transport/keepalive.ts';
import { createLateTransport } from './transport/lateTransport.ts';
import { createSendOnce } from './transport/sendOnce.ts';
import type { TransportEvents } from './transport/transport.ts';
import { warnOnce } from './warning.ts';

/** Sizes of segments of a page that goes away, bytes; the header takes some of what a request may have. */
const LEAVING = { most: KEEPALIVE_BYTES - 1024, piece: 12 * 1024 };

/** The straight line: capture, buffer, transport, for as long as the session lasts. */
export interface Recorder {
  sessionId(): string;
  /** Records something of the application's own. */
  emit(captured: Captured): void;
  exception(error: unknown): void;
  flush(): Promise<void>;
  stop(): void;
}

/**
 * Begins to record. Recording rests while the session is over (until the person does something) and while the server is
 * away; it goes on with a checkpoint. `attributes` are put on every span and log.
 */
export function startRecorder(
  settings: Settings,
  clock: Clock,
  parts: LaterParts,
  rules: (sessionId: () => string) => CaptureRules,
  attributes: () => Record<string, unknown>,
): Recorder {
  let capture: Capture | undefined;
  let recording = false;
  let away = false;
  let stopped = false;
  let isNewSession = false;
  let sessionId = '';

  const session = createSession(storedText('localStorage', 'throughline.session'), () => {
    isNewSession = true;
  });
  const tab = createTab(storedText('sessionStorage', 'throughline.tab'));
  const buffer = createBuffer(() => safely(closeDue));
  const url = `${settings.endpoint}${PATHS.segments}?key=${encodeURIComponent(settings.key)}`;
  const fetch = window.fetch.bind(window);
  const events: TransportEvents = {
    away() {
      away = true;
      safely(end);
    },
    back() {
      away = false;
      safely(begin);
    },
    refused: () => safely(stop),
    dropped: (reason, ...error) => warnOnce(`a part of the recording was dropped: ${reason}`, ...error),
  };
  const chunk = loadRecorder(parts);
  const transport = createLateTransport(
    chunk.then((later) =>
      later?.startTransport({ url, fetch, clock, events, worker: settings.worker ?? parts.workerUrl }),
    ),
    createSendOnce(url, fetch),
  );
  const domEngine = chunk.then((later) => later?.startDomRecording);
  const captureRules = rules(() => sessionId);

  function begin(): void {
    if (recording || away || stopped || !session.isLive()) return;
    recording = true;
    sessionId = session.id();
    if (isNewSession) emitSessionStart();
    isNewSession = false;
    capture = startCapture(emit, clock, captureRules, domEngine);
  }

  function end(): void {
    if (!recording) return;
    capture?.stop();
    capture = undefined;
    close(buffer.take());
    recording = false;
  }

  function emit(captured: Captured): void {
    if (recording) buffer.add(toItem(captured, attributes()));
  }

  function emitSessionStart(): void {
    emit({
      kind: 'log',
      time: clock.now(),
      eventName: EVENTS.sessionStart,
      severity: 'info',
      attributes: {},
    });
  }

  function close(items: readonly Item[]): void {
    if (items.length === 0) return;
    const number = tab.next(sessionId);
    transport.send(closeSegment(items, source(number.tab), number.seq));
  }

  function closeDue(): void {
    const items = buffer.take();
    if (session.isLive()) {
      close(items);
      return;
    }
    // The person left long ago; what the page did since is of no interest.
    end();
  }

  function closeNow(): void {
    const packedSize = (items: readonly Item[]) =>
      transport.packedSize(segmentLines(items, source(sessionId)));
    for (const part of splitToFit(buffer.take(), packedSize, LEAVING)) close(part);
    transport.sendNow();
  }

  function source(tabId: string): Source {
    const { service, release } = settings;
    return { session: sessionId, tab: tabId, service, release, userAgent: navigator.userAgent };
  }

  function stop(): void {
    if (stopped) return;
    stopped = true;
    for (const unwatch of unwatches) unwatch();
    end();
    transport.close();
    tab.release();
  }

  const unwatches = [
    watchActivity(() => {
      if (session.touch()) end();
      begin();
    }),
    watchPageLife({
      hidden: closeNow,
      left() {
        closeNow();
        tab.release();
      },
      restored() {
        end();
        session.touch();
        begin();
      },
    }),
  ];
  begin();

  return {
    sessionId: () => sessionId,
    emit,
    exception: (error) => capture?.exception(error),
    async flush() {
      await capture?.ready;
      close(buffer.take());
      return transport.settled();
    },
    stop,
  };
}

async function loadRecorder(parts: LaterParts): Promise<RecorderChunk | undefined> {
  try {
    return await parts.loadRecorder();
  } catch (error) {
    warnOnce('nothing is recorded: the recorder could not be loaded', error);
    return undefined;
  }
}
