/** What the cases find in the page, beside the browser's own. */
export interface CasePage {
  /** What came of it: `value`, or the error's name and message. */
  outcome(action: () => unknown): Promise<unknown>;
  /** Another origin that allows everything by CORS, and one that allows nothing. */
  allowing: string;
  refusing: string;
  sockets: string;
}
/** Run before the cases, in the page. */
export function prepareCases(origins: Pick<CasePage, 'allowing' | 'refusing' | 'sockets'>): void {
  Object.assign(window, origins, {
    async outcome(action: () => unknown) {
      try {
        return await action();
      } catch (error) {
        const { name, message } = error as Error;
        return `${name}: ${message}`;
      }
    },
  });
}

/** Each runs in a page and tells all that a page can see of what it does; nothing in it may depend on time. */
export type ObservedCase = () => unknown;
