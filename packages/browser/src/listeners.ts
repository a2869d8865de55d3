import { safely } from './safely.ts';
import type { ThroughlineEvents } from './throughline.ts';

type Name = keyof ThroughlineEvents;

/** Who wants to hear of what happens to the recording. */
export interface Listeners {
  on<Event extends Name>(name: Event, listener: ThroughlineEvents[Event]): () => void;
  tell<Event extends Name>(name: Event, ...args: Parameters<ThroughlineEvents[Event]>): void;
}

export function createListeners(): Listeners {
  const listening = new Set<readonly [Name, (...args: string[]) => void]>();
  return {
    on(name, listener) {
      const entry = [name, listener as (...args: string[]) => void] as const;
      listening.add(entry);
      return () => void listening.delete(entry);
    },
    tell(name, ...args) {
      for (const [heard, listener] of [...listening])
        if (heard === name) safely(() => void listener(...args));
    },
  };
}
