import type { ThroughlineOptions } from '../options.ts';
import { safely } from '../safely.ts';
import type { Throughline } from '../throughline.ts';
import { warnOnce } from '../warning.ts';

/** A call that a page makes before the script has arrived: the method's name and its arguments. */
export type Command = readonly [method: string, ...args: unknown[]];

/** Has `push` alone, as the array had that it takes the place of. */
export interface CommandQueue {
  push(...commands: Command[]): void;
}

/** A page cannot sensibly queue more; what is beyond is dropped. */
const MOST_WAITING = 1_000;

/**
 * Runs the commands in `waiting`, in order, and gives the queue that runs further ones at once. `init` starts the
 * recording; what comes before it waits for it.
 */
export function takeOverQueue(
  waiting: unknown,
  init: (options: ThroughlineOptions) => Throughline,
): CommandQueue {
  let running: Throughline | undefined;
  const early: Command[] = [];

  function run(command: Command): void {
    const [method, ...args] = command;
    if (method === 'init') {
      running = init(args[0] as ThroughlineOptions);
      for (const waited of early.splice(0)) run(waited);
      return;
    }
    if (!running) {
      if (early.length < MOST_WAITING) early.push(command);
      return;
    }
    const member: unknown = Object.hasOwn(running, method) ? Reflect.get(running, method) : undefined;
    if (typeof member === 'function') Reflect.apply(member, running, args);
    else warnOnce(`Throughline.queue has no "${method}"`);
  }

  const take = (command: Command) => {
    if (Array.isArray(command) && typeof command[0] === 'string') run(command);
    else warnOnce('Throughline.queue takes [method, ...arguments]');
  };
  const queue: CommandQueue = {
    push: (...commands) =>
      safely(() => {
        for (const command of commands) safely(() => take(command));
      }),
  };
  if (Array.isArray(waiting)) queue.push(...(waiting.slice(0, MOST_WAITING) as Command[]));
  return queue;
}
