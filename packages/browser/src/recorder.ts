import { EVENTS, PATHS } from '@throughline/format';
import { createBuffer } from './buffer/buffer.ts';
import { type Item, toItem } from './buffer/item.ts';
import { createRing, RING_MS } from './buffer/ring.ts';
import { closeSegment, type Source, segmentLines } from './buffer/segment.ts';
import { type Capture, type CaptureRules, startCapture } from './capture/capture.ts';
import type { Captured } from './capture/captured.ts';
import { valuePrinter } from './capture/valuePrinter.ts';
import type { Clock } from './clock.ts';
import type { LaterParts, RecorderChunk } from './laterParts.ts';
import type { Settings } from './options.ts';
import { safely } from './safely.ts';
import { watchActivity } from './session/activity.ts';
import { watchPageLife } from './session/pageLife.ts';
import { createSession } from './session/session.ts';
import { memoryText, persistentText, storedText } from './session/storage.ts';
import { createTab } from './session/tab.ts';
import { createLateTransport } from './transport/lateTransport.ts';
import { OUTBOX_DATABASE } from './transport/outbox/database.ts';
import { createSendOnce } from './transport/sendOnce.ts';
import type { TransportEvents } from './transport/transport.ts';
import { warnOnce } from './warning.ts';

/** What makes the mode `on-error` send what it holds. */
const RELEASING: ReadonlySet<string> = new Set([EVENTS.exception, EVENTS.keep]);

/** The straight line: capture, buffer, transport, for as long as the session lasts. */
export interface Recorder {
  sessionId(): string;
  /** Records something of the application's own. */
  emit(captured: Captured): void;
  exception(error: unknown): void;
  /** Rests until `resume`; the session goes on. */
  pause(): void;
  resume(): void;
  /** Takes everything out of the browser's storage that says who was recorded. */
  forget(): void;
  flush(): Promise<void>;
  stop(): void;
}

/** What the recorder must know of the application, and tell it. */
export interface RecorderParts {
  /** The rules of capture, but for what the recorder decides; they may ask for the session's id. */
  rules(sessionId: () => string): Omit<CaptureRules, 'checkpointEveryMs'>;
  /** Put on every span and log. */
  attributes(): Record<string, unknown>;
  /** `service.version`. */
  release(): string | undefined;
  /** A session has begun, or is gone on with. */
  began(sessionId: string): void;
  /** The server takes nothing of this page. */
  stopped(): void;
}

/** How often playback can begin anew: a seek replays at most this much. */
const CHECKPOINT_EVERY_MS = 5 * 60 * 1000;

/**
 * Begins to record. Recording rests while the session is over (until the person does something), while the server is away,
 * and between `pause` and `resume`; it goes on with a checkpoint. In the mode `on-error` what is captured is held back
 * until something has gone wrong.
 */
export function startRecorder(
  settings: Settings,
  clock: Clock,
  later: LaterParts,
  parts: RecorderParts,
): Recorder {
  let capture: Capture | undefined;
  let recording = false;
  let away = false;
  let paused = false;
  let stopped = false;
  let isNewSession = false;
  let sessionId = '';
  let ring = settings.mode === 'on-error' ? createRing(() => capture?.checkpoint()) : undefined;

  const storedSession = persistentText(settings.storage, 'throughline.session');
  const storedTab =
    settings.storage === 'memory' ? memoryText() : storedText('sessionStorage', 'throughline.tab');
  const session = createSession(
    storedSession,
    () => {
      isNewSession = true;
    },
    Date.now,
    settings.session,
  );
  const tab = createTab(storedTab);
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
    refused: () => safely(parts.stopped),
    dropped: (reason, ...error) => warnOnce(`a part of the recording was dropped: ${reason}`, ...error),
  };
  const chunk = loadRecorder(later);
  const transport = createLateTransport(
    chunk.then((loaded) =>
      loaded?.startTransport({
        url,
        fetch,
        clock,
        events,
        worker: settings.worker ?? later.workerUrl,
        persistent: settings.storage !== 'memory',
      }),
    ),
    createSendOnce(url, fetch),
  );
  const captureRules = {
    ...parts.rules(() => sessionId),
    checkpointEveryMs: ring ? RING_MS : CHECKPOINT_EVERY_MS,
  };

  function begin(): void {
    if (recording || away || paused || stopped || !session.isLive()) return;
    recording = true;
    const before = sessionId;
    sessionId = session.id();
    if (isNewSession) emitSessionStart();
    isNewSession = false;
    capture = startCapture(emit, clock, captureRules, chunk);
    if (sessionId !== before) parts.began(sessionId);
  }

  function end(): void {
    if (!recording) return;
    capture?.stop();
    capture = undefined;
    close(buffer.take());
    recording = false;
  }

  function emit(captured: Captured): void {
    if (!recording) return;
    const item = toItem(captured, parts.attributes());
    if (!ring) {
      buffer.add(item);
      return;
    }
    ring.add(item);
    if (captured.kind !== 'log' || !RELEASING.has(captured.eventName)) return;
    const held = ring.take();
    ring = undefined;
    for (const before of held) buffer.add(before);
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
    capture?.leave();
    const items = buffer.take();
    for (const part of transport.split(items, (given) => segmentLines(given, source(sessionId)))) close(part);
    transport.sendNow();
  }

  function source(tabId: string): Source {
    return {
      session: sessionId,
      tab: tabId,
      service: settings.service,
      release: parts.release(),
      userAgent: navigator.userAgent,
    };
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
    pause() {
      paused = true;
      end();
    },
    resume() {
      paused = false;
      session.touch();
      begin();
    },
    forget() {
      storedSession.remove();
      storedTab.remove();
      if (settings.storage !== 'memory') indexedDB.deleteDatabase(OUTBOX_DATABASE);
    },
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
    const chunk = await parts.loadRecorder();
    valuePrinter.print = chunk.printValue;
    valuePrinter.printLine = chunk.printLine;
    return chunk;
  } catch (error) {
    warnOnce('nothing is recorded: the recorder could not be loaded', error);
    return undefined;
  }
}
