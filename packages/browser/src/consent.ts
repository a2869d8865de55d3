import type { StoredText } from './session/storage.ts';

/** Whether the person may be recorded. */
export interface Consent {
  isGiven(): boolean;
  give(): void;
  /** Remembered in the browser, so that the next page knows it before it has recorded anything. */
  refuse(): void;
}

const REFUSED = 'refused';

/** `required`: only what the application says in this page counts as given. A refusal is remembered in `stored`. */
export function createConsent(stored: StoredText, required: boolean): Consent {
  let given = !required && stored.read() !== REFUSED;
  return {
    isGiven: () => given,
    give() {
      given = true;
      if (stored.read() === REFUSED) stored.remove();
    },
    refuse() {
      given = false;
      stored.write(REFUSED);
    },
  };
}
