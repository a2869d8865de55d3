import { useSyncExternalStore } from 'react';

/** A value outside React that panels read and write; the smallest thing that can be subscribed to. */
export interface Store<Value> {
  get(): Value;
  /** Listeners run at once, and only if the value changed. */
  set(value: Value): void;
  /** Returns what ends the subscription. */
  subscribe(listener: () => void): () => void;
}

export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * What `select` takes from the store. The component renders again only when that changes by `Object.is`, so `select`
 * gives back a primitive or a part of the value, never something made anew.
 */
export function useStore<Value, Selected>(
  store: Pick<Store<Value>, 'get' | 'subscribe'>,
  select: (value: Value) => Selected,
): Selected {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
