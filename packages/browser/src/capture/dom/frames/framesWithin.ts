import type { eventWithTime } from 'rrweb';
import { safely } from '../../../safely.ts';
import type { Stop } from '../../captured.ts';
import { adoptFrameEvent, createFrameIds, type FrameIds } from './adoptFrameEvent.ts';
import { type FrameMessage, heeded } from './message.ts';

/** Events taken from one message; a frame sends them as they come. */
const MOST_EVENTS = 1_000;

export interface FramesPage {
  /** Frames of the page that may be recorded. */
  frames(): Iterable<HTMLIFrameElement>;
  /** The id of a frame in the recorded events, if it is recorded. */
  nodeId(frame: HTMLIFrameElement): number | undefined;
  /** Takes what a frame recorded, as events of this page. */
  recorded(
    events: eventWithTime[],
    assets: (FrameMessage & { throughline: 'frame.recorded' })['assets'],
  ): void;
}

export interface FrameRecording {
  /** Asks all frames for a checkpoint: that of the page does not hold them. */
  ask(): void;
  stop: Stop;
}

/** Takes frames of these other origins into the recording of the page, if the pages in them name this one's origin. */
export function recordFramesWithin(origins: readonly string[], page: FramesPage): FrameRecording {
  const ids = new WeakMap<object, FrameIds>();
  const ready = new Map<Window, string>();
  const listening = new AbortController();
  const ask = (frame: Window, origin: string) =>
    frame.postMessage({ throughline: 'frame.record' } satisfies FrameMessage, origin);

  function heed(event: MessageEvent): void {
    const message = heeded(event, origins);
    const frame = message && find(event.source);
    if (!frame?.contentWindow) return;
    const id = page.nodeId(frame);
    if (message?.throughline === 'frame.ready') {
      ready.set(frame.contentWindow, event.origin);
      if (id !== undefined) ask(frame.contentWindow, event.origin);
    } else if (
      message?.throughline === 'frame.recorded' &&
      id !== undefined &&
      Array.isArray(message.events)
    ) {
      const known = ids.get(frame.contentWindow) ?? createFrameIds();
      ids.set(frame.contentWindow, known);
      const events = (message.events as eventWithTime[])
        .slice(0, MOST_EVENTS)
        .flatMap((given) => adoptFrameEvent(given, id, known) ?? []);
      if (events.length > 0) page.recorded(events, message.assets);
    }
  }

  const find = (source: MessageEventSource | null) => {
    for (const frame of page.frames()) if (frame.contentWindow === source) return frame;
    return undefined;
  };
  window.addEventListener('message', (event) => safely(() => heed(event)), { signal: listening.signal });
  return {
    ask() {
      for (const [frame, origin] of ready) {
        if (find(frame)) ask(frame, origin);
        else ready.delete(frame);
      }
    },
    stop: () => listening.abort(),
  };
}
