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
  const memory = memoryText();
  let stored = true;
  const attempt = <Result>(action: (storage: Storage) => Result): Result | undefined => {
    try {
      if (stored) return action(window[area]);
    } catch {
      stored = false;
    }
    return undefined;
  };
  return {
    read() {
      const text = attempt((storage) => storage.getItem(name));
      return stored ? (text ?? null) : memory.read();
    },
    write(text) {
      memory.write(text);
      attempt((storage) => storage.setItem(name, text));
    },
    remove() {
      memory.remove();
      attempt((storage) => storage.removeItem(name));
    },
  };
}

/** A text that ends with the page. */
export function memoryText(): StoredText {
  let memory: string | null = null;
  return {
    read: () => memory,
    write(text) {
      memory = text;
    },
    remove() {
      memory = null;
    },
  };
}

/** How long a browser keeps the cookie, seconds: a session is over by then whatever its limits. */
const COOKIE_SECONDS = 7 * 24 * 60 * 60;

/**
 * A text in a cookie of the page's host, for pages that may not use `localStorage`. Over plain http, where the browser
 * keeps no secure cookie, and where cookies are blocked, the text lives in memory.
 */
export function cookieText(name: string): StoredText {
  const memory = memoryText();
  const set = (value: string, seconds: number) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in several browsers, and asynchronous
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${seconds}; Secure; SameSite=Lax`;
  };
  const held = () => {
    const [, value] =
      document.cookie
        .split('; ')
        .map((pair) => pair.split('='))
        .find(([key]) => key === name) ?? [];
    return value === undefined ? null : decodeURIComponent(value);
  };
  const attempt = <Result>(action: () => Result): Result | undefined => {
    try {
      return action();
    } catch {
      return undefined;
    }
  };
  return {
    read: () => attempt(held) ?? memory.read(),
    write(text) {
      memory.write(text);
      attempt(() => set(text, COOKIE_SECONDS));
    },
    remove() {
      memory.remove();
      attempt(() => set('', 0));
    },
  };
}

/** A text that outlives the page, in the kind of storage that the options name. */
export function persistentText(storage: 'localStorage' | 'cookie' | 'memory', name: string): StoredText {
  if (storage === 'cookie') return cookieText(name);
  return storage === 'memory' ? memoryText() : storedText('localStorage', name);
}
