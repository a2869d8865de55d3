/** Longest time that a flush may hold up the end of the process, milliseconds: less than any supervisor's patience. */
const MAX_FLUSH_MS = 2000;

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Calls `flush` when the process is about to end by SIGTERM, by SIGINT or because nothing is left to do, and changes nothing
 * about how it ends: an application that listens to the signal decides as before; one that does not still dies by it.
 */
export function flushOnExit(flush: () => Promise<unknown>): void {
  for (const signal of SIGNALS) {
    const onSignal = () => {
      // Out of the way first, so that libraries that count the listeners to decide who ends the process see none of ours.
      process.removeListener(signal, onSignal);
      const handledByApplication = process.listenerCount(signal) > 0;
      void bounded(flush).then(() => {
        if (!handledByApplication) process.kill(process.pid, signal);
      });
    };
    // First, since a listener added by `once` is gone from the count after it ran.
    process.prependListener(signal, onSignal);
  }
  process.once('beforeExit', () => void bounded(flush));
}

/** Waits for `flush` but no longer than `MAX_FLUSH_MS`, and holds the process that long: its sockets do not. */
function bounded(flush: () => Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, MAX_FLUSH_MS);
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    flush().then(finish, finish);
  });
}
