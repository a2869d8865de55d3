import { Worker } from 'node:worker_threads';
import type { OriginalPosition, StackPosition } from '@throughline/format';
import { SOURCE_MAP_LIMITS } from '../limits.ts';
import { UnusableMapError } from './checkedMap.ts';

type Place = Pick<StackPosition, 'line' | 'column'>;

/** What the thread is asked: about a source map that it may have kept, else about `body`, its gzipped JSON. */
export interface ThreadQuestion {
  number: number;
  /** Id of the source map. */
  map: string;
  body?: Uint8Array;
  /** None: only whether the source map is one. */
  positions: readonly Place[];
}

export interface ThreadAnswer {
  number: number;
  positions?: (OriginalPosition | null)[];
  /** It has not kept the source map. */
  isMissing?: true;
  /** Why the source map cannot be used. */
  problem?: string;
}

interface Waiting {
  resolve: (answer: ThreadAnswer) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/**
 * Reads source maps in a thread of its own, which begins with the first question, ends when nobody asks for a while, and is
 * ended when a question takes too long or too much memory. Questions are answered one after another.
 */
export class MapReader {
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #last = 0;
  #idle: NodeJS.Timeout | undefined;

  /** Rejects with `UnusableMapError` if `body` is no source map that can be used. */
  async check(body: Uint8Array): Promise<void> {
    await this.#ask({ map: '', body, positions: [] });
  }

  /**
   * Where `positions` of the script stand in its sources. `load` gives the source map, gzipped, if the thread does not have it.
   * `undefined` if it is gone. Rejects with `UnusableMapError`.
   */
  async positions(
    map: string,
    positions: readonly Place[],
    load: () => Promise<Uint8Array | undefined>,
  ): Promise<(OriginalPosition | null)[] | undefined> {
    const kept = await this.#ask({ map, positions });
    if (!kept.isMissing) return kept.positions;
    const body = await load();
    return body && (await this.#ask({ map, body, positions })).positions;
  }

  async close(): Promise<void> {
    await this.#end(new Error('the server stops'));
  }

  #ask(question: Omit<ThreadQuestion, 'number'>): Promise<ThreadAnswer> {
    if (this.#waiting.size >= SOURCE_MAP_LIMITS.questionsWaiting)
      return Promise.reject(
        new UnusableMapError('too many source maps are being read; try again in a moment'),
      );
    clearTimeout(this.#idle);
    const number = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#end(new UnusableMapError('it takes too long to read')),
        SOURCE_MAP_LIMITS.questionMs,
      );
      this.#waiting.set(number, { resolve, reject, timer });
      this.#thread().postMessage({ number, ...question } satisfies ThreadQuestion);
    });
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./mapThread.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: SOURCE_MAP_LIMITS.threadMebibytes },
    });
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => this.#take(answer));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const reason = isFull ? 'it takes too much memory to read' : `it could not be read: ${error.message}`;
      if (this.#worker === worker) void this.#end(new UnusableMapError(reason));
    });
    this.#worker = worker;
    return worker;
  }

  #take(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.number);
    if (!waiting) return;
    this.#waiting.delete(answer.number);
    clearTimeout(waiting.timer);
    if (answer.problem === undefined) waiting.resolve(answer);
    else waiting.reject(new UnusableMapError(answer.problem));
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => this.#end(new Error('idle')), SOURCE_MAP_LIMITS.idleMs);
    this.#idle.unref();
  }

  /** Ends the thread; the next question begins another one. */
  async #end(reason: Error): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    this.#waiting.clear();
    await worker?.terminate();
  }
}
