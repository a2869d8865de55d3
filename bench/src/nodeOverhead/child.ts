import { type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';

/** A process of the benchmark, which answers what it is asked; it ends when it is left. */
export interface Child {
  url: string;
  pid: number;
  ask<Answer>(question: unknown): Promise<Answer>;
  /** Resolves when it has ended. */
  leave(): Promise<void>;
}

export interface Asked<Question> {
  id: number;
  ask: Question;
}

/** Starts `program` and waits until it says its URL. */
export async function startChild(program: string, options: ForkOptions = {}): Promise<Child> {
  const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], ...options });
  try {
    // What else the machine does then disturbs it less: its own work takes longer in caches that others have filled.
    setPriority(child.pid as number, constants.priority.PRIORITY_HIGHEST);
  } catch {
    // Only root may.
  }
  const ended = once(child, 'exit');
  const failed = ended.then(([code]) => {
    throw new Error(`${program} ended with ${code}`);
  });
  failed.catch(() => undefined);
  const [{ url }] = (await Promise.race([once(child, 'message'), failed])) as [{ url: string }];
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  return {
    url,
    pid: child.pid ?? 0,
    ask<Answer>(question: unknown) {
      const id = ++asked;
      const answered = new Promise<unknown>((resolve) => waiting.set(id, resolve));
      child.send({ id, ask: question });
      return Promise.race([answered, failed]) as Promise<Answer>;
    },
    async leave() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The other side: says `url`, answers what comes, and ends when it is left. */
export function answer<Question>(url: string, answerTo: (question: Question) => unknown): void {
  process.on('message', async ({ id, ask }: Asked<Question>) => {
    process.send?.({ id, answer: await answerTo(ask) });
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ url });
}
