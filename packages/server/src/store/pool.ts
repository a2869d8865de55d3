/** More tasks wait than the pool holds: it would be long until the next one's turn. */
export class PoolFullError extends Error {
  override readonly name = 'PoolFullError';
}

export interface Pool<Item> {
  /**
   * Runs `task` with an item of its own; waits while all are taken. Throws `PoolFullError` at once if too many wait
   * already, and the signal's reason, at once too, if it is aborted while waiting.
   */
  run<Result>(task: (item: Item) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Resolves when no task runs or waits. */
  idle(): Promise<void>;
}

/** Lends out `items`, each to one task at a time, in the order of asking; at most `waitingMost` tasks wait. */
export function createPool<Item>(items: readonly Item[], waitingMost: number): Pool<Item> {
  const free = [...items];
  const waiting = new Set<(item: Item) => void>();
  const tasks = new Set<Promise<unknown>>();

  const take = (signal: AbortSignal | undefined): Promise<Item> => {
    signal?.throwIfAborted();
    const item = free.pop();
    if (item !== undefined) return Promise.resolve(item);
    if (waiting.size >= waitingMost) throw new PoolFullError(`${waiting.size} tasks wait already`);
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(enter);
        reject(signal?.reason);
      };
      const enter = (next: Item) => {
        signal?.removeEventListener('abort', leave);
        resolve(next);
      };
      waiting.add(enter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  };
  const giveBack = (item: Item) => {
    const [next] = waiting;
    if (next === undefined) free.push(item);
    else {
      waiting.delete(next);
      next(item);
    }
  };

  return {
    async run(task, signal) {
      const item = await take(signal);
      if (signal?.aborted) {
        giveBack(item);
        throw signal.reason;
      }
      const running = task(item).finally(() => giveBack(item));
      const settled = running.catch(() => undefined);
      tasks.add(settled);
      settled.finally(() => tasks.delete(settled));
      return running;
    },
    async idle() {
      while (tasks.size + waiting.size > 0) await Promise.all(tasks);
    },
  };
}
