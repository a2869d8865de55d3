import { safely } from '../../../safely.ts';
import type { CapturedSpan } from '../../captured.ts';

/** How long a span waits for what is still to be known of it: an answer's body and timing come after its headers. */
const LONGEST_HOLD_MS = 3_000;

/** Spans that have ended, and of which more will be known in a moment. */
export interface HeldSpans {
  /** Emits `span` with the attributes that `waits` give, or without those that take too long. */
  hold(span: CapturedSpan, waits: readonly Promise<Record<string, unknown>>[]): void;
  /** Emits all as they stand. */
  release(): void;
  settled(): Promise<void>;
}

export function createHeldSpans(emit: (span: CapturedSpan) => void): HeldSpans {
  const held = new Map<() => void, Promise<unknown>>();
  return {
    hold(span, waits) {
      if (waits.length === 0) {
        emit(span);
        return;
      }
      const release = () =>
        safely(() => {
          clearTimeout(timer);
          if (held.delete(release)) emit(span);
        });
      const timer = setTimeout(release, LONGEST_HOLD_MS);
      const added = waits.map((wait) =>
        wait.then((attributes) => Object.assign(span.attributes, attributes)),
      );
      held.set(release, Promise.allSettled(added).then(release));
    },
    release() {
      for (const release of [...held.keys()]) release();
    },
    async settled() {
      await Promise.race([
        Promise.all(held.values()),
        new Promise((resolve) => setTimeout(resolve, LONGEST_HOLD_MS)),
      ]);
    },
  };
}
