/** One text under one name, kept by the browser or, where it forbids that, by the page alone. */
export interface StoredText {
  read(): string | null;
  write(text: string): void;
  remove(): void;
}

/**
 * A text in `localStorage` or `sessionStorage`. Both may throw at any touch (blocked cookies, a sandboxed frame, a full
 * quota); then the text lives in memory and ends with the page.
 */
export function storedText(area: 'localStorage' | 'sessionStorage', name: string): StoredText {
  let memory: string | null = null;
  let stored = true;
  const attempt = <Result>(action: (storage: Storage) => Result, otherwise: () => Result): Result => {
    if (!stored) return otherwise();
    try {
      return action(window[area]);
    } catch {
      stored = false;
      return otherwise();
    }
  };
  return {
    read: () =>
      attempt(
        (storage) => storage.getItem(name),
        () => memory,
      ),
    write(text) {
      memory = text;
      attempt(
        (storage) => storage.setItem(name, text),
        () => {},
      );
    },
    remove() {
      memory = null;
      attempt(
        (storage) => storage.removeItem(name),
        () => {},
      );
    },
  };
}
