import { safely } from './safely.ts';

/** Events of a page by their names, those of the document that come by the window among them. */
export type PageEvents = WindowEventMap & {
  visibilitychange: Event;
  prerenderingchange: Event;
  DOMContentLoaded: Event;
};

/** What listens to a page. */
export interface Listening {
  /** Calls `listener` for each such event anywhere in the page, before the page hears of it. */
  on<Name extends keyof PageEvents>(name: Name, listener: (event: PageEvents[Name]) => void): void;
  /** For what goes on elsewhere than in the page; ends with the rest. */
  signal: AbortSignal;
  stop(): void;
}

/** What goes wrong in a listener stays in the SDK. */
export function createListening(): Listening {
  const ending = new AbortController();
  const options = { capture: true, passive: true, signal: ending.signal };
  return {
    on: (name, listener) =>
      window.addEventListener(name, (event) => safely(() => listener(event as never)), options),
    signal: ending.signal,
    stop: () => ending.abort(),
  };
}
