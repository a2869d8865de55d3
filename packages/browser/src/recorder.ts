import { ATTRIBUTES, EVENTS, PATHS } from '@throughline/format';
import { createBuffer } from './buffer/buffer.ts';
import { type Item, toItem } from './buffer/item.ts';
import type { Ring } from './buffer/ring.ts';
import { closeSegment, type Source, segmentLines } from './buffer/segment.ts';
import { type Capture, type CaptureRules, startCapture } from './capture/capture.ts';
import type { Captured } from './capture/captured.ts';
import type { IncidentMode } from './capture/network/incidentMode.ts';
import { valuePrinter } from './capture/valuePrinter.ts';
import type { Clock } from './clock.ts';
import type { Following } from './config/followServer.ts';
import type { LaterParts, RecorderChunk } from './laterParts.ts';
import type { Settings } from './options.ts';
import { safely, tellError } from './safely.ts';
import { watchActivity } from './session/activity.ts';
import { watchPageLife } from './session/pageLife.ts';
import { createSession } from './session/session.ts';
import { memoryText, persistentText, type StoredText, storedText } from './session/storage.ts';
import { createTab } from './session/tab.ts';
import { createLateTransport } from './transport/lateTransport.ts';
import { DATABASE } from './transport/outbox/database.ts';
import { createSendOnce } from './transport/sendOnce.ts';
import type { TransportEvents } from './transport/transport.ts';
import { warnOnce } from './warning.ts';

/** What makes a session wanted that is held back; so does a server that failed. */
const RELEASING: ReadonlySet<string> = new Set([EVENTS.exception, EVENTS.keep]);
const FIRST_SERVER_ERROR = 500;

/** The straight line: capture, buffer, transport, for as long as the session lasts. */
export interface Recorder {
  sessionId(): string;
  /** Records something of the application's own. */
  emit(captured: Captured): void;
  exception(error: unknown, attributes: Record<string, unknown>): void;
  /** Rests until `resume`; the session goes on. */
  pause(): void;
  resume(): void;
  /** Stops, sends nothing more, and takes everything out of the browser's storage that was recorded or says of whom. */
  forget(): void;
  flush(): Promise<void>;
  stop(): void;
}

/** What the recorder must know of the application, and tell it. */
export interface RecorderParts {
  /** The rules of capture, but for what the recorder decides; they may ask for the session's id. */
  rules(sessionId: () => string): Omit<CaptureRules, 'checkpointEveryMs' | 'fetch' | 'incident'>;
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
 * and between `pause` and `resume`; it goes on with a checkpoint. What is captured is held back until the session is wanted: in
 * the mode `on-error` by something that has gone wrong, in the mode `continuous` also by the share that the server wants.
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
  let forgotten = false;
  let isNewSession = false;
  let sessionId = '';
  let ring: Ring | undefined;
  /** Nobody has said yet whether the session is held back. */
  let undecided = false;
  let following: Following | undefined;
  /** What the page before this one held is still being looked for; and what is held is to be sent then. */
  let awaiting = settings.holdAcrossPages && settings.storage !== 'memory';
  let releasing: boolean | undefined;

  const storedSession = persistentText(settings.storage, 'throughline.session');
  const [storedTab, keptSession, storedConfig] = ['tab', 'kept', 'config'].map((name) =>
    settings.storage === 'memory' ? memoryText() : storedText('sessionStorage', `throughline.${name}`),
  ) as [StoredText, StoredText, StoredText];
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
  const chunk = loadRecorder(later).catch(tellError);
  const transport = createLateTransport(
    chunk.then((loaded) =>
      safely(() =>
        loaded?.startTransport({
          url,
          fetch,
          clock,
          events,
          worker: settings.worker ?? later.workerUrl,
          persistent: settings.storage !== 'memory',
        }),
      ),
    ),
    createSendOnce(url, fetch),
  );
  const incident: IncidentMode = { until: 0 };
  const { headersFor, ...rules } = parts.rules(() => sessionId);
  const captureRules: CaptureRules = {
    ...rules,
    fetch,
    incident,
    checkpointEveryMs: CHECKPOINT_EVERY_MS,
    headersFor(target, ...more) {
      const headers = headersFor(target, ...more);
      following?.addHeaders(headers, target);
      return headers;
    },
  };
  let newRing = (): Ring => {
    const early: Item[] = [];
    return { add: (item) => early.push(item), take: () => early.splice(0) };
  };
  void chunk.then((loaded) =>
    safely(() => {
      if (!loaded || stopped) return;
      newRing = () => loaded.createRing(() => capture?.checkpoint());
      safely(() => {
        const early = ring?.take();
        if (early) ring = newRing();
        for (const item of early ?? []) ring?.add(item);
      });
      following = follow(loaded);
      if (awaiting)
        loaded.loadHeldAcrossPages({
          sessionId: () => sessionId,
          take: () => (stopped ? undefined : ring?.take()) ?? [],
          found(items) {
            const own = ring?.take() ?? [];
            for (const item of [...items, ...own]) ring?.add(item);
            awaiting = false;
            if (releasing) release();
          },
        });
    }),
  );

  function begin(): void {
    if (recording || away || paused || stopped || !session.isLive()) return;
    recording = true;
    const before = sessionId;
    sessionId = session.id();
    if (sessionId !== before) hold();
    if (isNewSession) emitEvent(EVENTS.sessionStart);
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
      add(item);
      return;
    }
    ring.add(item);
    if (
      (captured.kind === 'log' && RELEASING.has(captured.eventName)) ||
      (captured.kind === 'span' && Number(captured.attributes[ATTRIBUTES.httpStatus]) >= FIRST_SERVER_ERROR)
    )
      release();
  }

  function hold(): void {
    if (settings.mode === 'manual' || keptSession.read() === sessionId) return;
    ring = newRing();
    undecided = settings.mode === 'continuous';
    following?.decide();
  }

  /** What was held back is sent, and all that follows, on other pages too. */
  function release(): void {
    keptSession.write(sessionId);
    // It goes before what is held here.
    releasing = awaiting;
    if (releasing) return;
    const held = ring?.take() ?? [];
    ring = undefined;
    for (const before of held) add(before);
  }

  /** What an item refers to does not wait for its segment: who leaves soon leaves it behind. */
  function add(item: Item): void {
    buffer.add(item);
    if (item.assets?.length) transport.offer(item.assets);
  }

  function emitEvent(eventName: string, attributes: Record<string, unknown> = {}): void {
    emit({ kind: 'log', time: clock.now(), eventName, severity: 'info', attributes });
  }

  function close(items: readonly Item[]): void {
    if (forgotten || items.length === 0) return;
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
    awaiting = false;
    if (undecided || releasing) release();
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
    following?.stop();
    end();
    transport.close();
    tab.release();
  }

  function follow({ followServer }: RecorderChunk): Following {
    return followServer({
      ...parts,
      settings,
      fetch,
      clock,
      incident,
      stored: storedConfig,
      sessionId: () => sessionId,
      isHeld: () => ring !== undefined,
      decided(isWanted, reason) {
        undecided = false;
        if (reason) emitEvent(EVENTS.keep, { [ATTRIBUTES.keepReason]: reason });
        else if (isWanted) release();
      },
      mask(masking) {
        captureRules.masking = masking;
        if (!capture) return;
        // What was captured by the weaker rules is not sent.
        ring?.take();
        end();
        begin();
      },
    });
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
    exception: (error, attributes) => capture?.exception(error, attributes),
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
      forgotten = true;
      stop();
      storedSession.remove();
      for (const text of [storedTab, keptSession, storedConfig]) text.remove();
      if (settings.storage !== 'memory') indexedDB.deleteDatabase(DATABASE);
    },
    async flush() {
      await capture?.ready;
      if (undecided) release();
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
    warnOnce('the recorder could not be loaded', error);
    return undefined;
  }
}
