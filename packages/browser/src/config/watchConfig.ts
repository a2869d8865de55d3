import type { SdkConfig } from '@throughline/format';
import { safely } from '../safely.ts';
import { readConfig } from './readConfig.ts';

/** How often the server is asked while the page is seen, milliseconds; each time by up to a fifth more or less. */
const EVERY_MS = 10_000;
const SPREAD = 0.2;
/** While the server cannot be asked, the pause doubles up to this. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** An answer that is longer is none of ours. */
const LONGEST_ANSWER = 256 * 1024;

export interface ConfigWatch {
  /** Asks now, unless it is being asked. */
  ask(): void;
  stop(): void;
}

/**
 * Asks `address()` again and again, and tells `heard` of each answer, and once of none (`undefined`) if the first question
 * fails. The browser's cache knows the ETag, so what has not changed costs no body. A page that is not seen asks nothing.
 */
export function watchConfig(
  fetch: typeof globalThis.fetch,
  address: () => string,
  heard: (config: SdkConfig | undefined) => void,
): ConfigWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = EVERY_MS;
  let asking = false;
  let stopped = false;
  let first = true;

  async function ask(): Promise<void> {
    if (asking || stopped) return;
    asking = true;
    clearTimeout(timer);
    const text = await fetch(address(), { cache: 'no-cache', credentials: 'omit', priority: 'low' }).then(
      (answer) => (answer.ok ? answer.text() : ''),
      () => '',
    );
    asking = false;
    if (stopped) return;
    const config = text.length > LONGEST_ANSWER ? undefined : readConfig(text);
    pause = config ? EVERY_MS : Math.min(2 * pause, LONGEST_PAUSE_MS);
    if (config || first) safely(() => heard(config));
    first = false;
    wait();
  }

  function waitForNext(): void {
    clearTimeout(timer);
    if (stopped || document.hidden) return;
    timer = setTimeout(() => safely(ask), pause * (1 + SPREAD * (2 * Math.random() - 1)));
  }
  const wait = () => safely(waitForNext);

  document.addEventListener('visibilitychange', wait);
  safely(ask);
  return {
    ask: () => safely(ask),
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wait);
    },
  };
}
