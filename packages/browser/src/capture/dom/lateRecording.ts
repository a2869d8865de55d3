import { safely } from '../../safely.ts';
import type { Emit } from '../captured.ts';
import type { DomRecording, DomRules, StartDomRecording } from './domRecording.ts';

/** A recording whose engine may still be on its way. */
export interface LateDomRecording extends DomRecording {
  /** Resolves when the recording has begun, or will not begin. */
  ready: Promise<void>;
}

/** Starts the recording of the DOM as soon as its engine is there. Without one everything else goes on. */
export function startLateDomRecording(
  engine: Promise<StartDomRecording | undefined>,
  emit: Emit,
  rules: DomRules,
): LateDomRecording {
  let running: DomRecording | undefined;
  let stopped = false;
  const ready = engine.then((start) =>
    safely(() => {
      if (!stopped) running = start?.(emit, rules);
    }),
  );
  return {
    ready,
    checkpoint: () => running?.checkpoint(),
    settle: () => running?.settle(),
    nodeId: (node) => running?.nodeId(node),
    stop() {
      stopped = true;
      running?.stop();
    },
  };
}
