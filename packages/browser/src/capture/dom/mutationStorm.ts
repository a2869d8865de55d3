import { safely } from '../../safely.ts';

/** Changes a second that are recorded one by one, nodes and attributes together; a busy page stays well below it. */
const MOST_CHANGES_A_SECOND = 10_000;
/** Milliseconds between two looks at whether it has calmed down. */
const LOOK_MS = 250;
/** A replay may stand still so many milliseconds while the page does not. */
const LONGEST_STILL_MS = 5_000;
/** A checkpoint of a page costs time that grows with the page; so many times that must lie between two. */
const REST_FACTOR = 20;

/** What was too much to record one by one. */
export interface MutationStorm {
  /** Unix milliseconds. */
  from: number;
  to: number;
  changes: number;
}

export interface StormWatch {
  /**
   * Counts changes of the page and says whether they are to be recorded. Once they are too many they are not, nor is what
   * follows: checkpoints hold what they led to, one as soon as it is calm, and before that one every few seconds.
   */
  admits(changes: number): boolean;
  /** Has a checkpoint taken soon: what was recorded no longer stands for what may be seen. */
  refresh(): void;
  /** Takes the checkpoint that is due, if one is. */
  settle(): void;
  stop(): void;
}

/** Bounds the work of a page that changes without end. `checkpoint` records the page as it is; `ended` is told of each storm. */
export function watchForStorms(checkpoint: () => void, ended: (storm: MutationStorm) => void): StormWatch {
  let second = 0;
  let inSecond = 0;
  let sinceLook = 0;
  let from: number | undefined;
  let changes = 0;
  let isStorm = false;
  let takenAt = 0;
  let restMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(): void {
    if (from !== undefined) return;
    from = Date.now();
    takenAt = Math.max(takenAt, from - LONGEST_STILL_MS);
    changes = 0;
    wait();
  }

  function wait(): void {
    sinceLook = 0;
    timer = setTimeout(() => safely(look), LOOK_MS);
  }

  function look(): void {
    const now = Date.now();
    const isCalm = sinceLook * (1000 / LOOK_MS) <= MOST_CHANGES_A_SECOND;
    if (now - takenAt < restMs || !(isCalm || now - takenAt >= LONGEST_STILL_MS)) wait();
    else take(isCalm);
  }

  function take(isOver: boolean): void {
    clearTimeout(timer);
    takenAt = Date.now();
    const storm = isOver && isStorm ? { from: from ?? takenAt, to: takenAt, changes } : undefined;
    // Over before the checkpoint is taken, so that nothing between the two is lost.
    if (isOver) {
      from = undefined;
      isStorm = false;
      inSecond = 0;
    } else wait();
    checkpoint();
    restMs = (Date.now() - takenAt) * REST_FACTOR;
    if (storm) ended(storm);
  }

  return {
    admits(count) {
      const now = Date.now();
      if (now - second >= 1000) {
        second = now;
        inSecond = 0;
      }
      inSecond += count;
      sinceLook += count;
      if (inSecond > MOST_CHANGES_A_SECOND) {
        begin();
        isStorm = true;
      }
      if (isStorm) changes += count;
      return !isStorm;
    },
    refresh: begin,
    settle() {
      if (from !== undefined) take(true);
    },
    stop() {
      clearTimeout(timer);
      from = undefined;
    },
  };
}

/** How much there is to do about what a `MutationObserver` tells: what changed or went, and the elements in what came. */
export function changesIn(mutations: readonly MutationRecord[]): number {
  let changes = mutations.length;
  for (const { addedNodes, removedNodes } of mutations) {
    changes += removedNodes.length;
    // Not `getElementsByTagName`: browsers keep each such list up to date with every change of the page.
    for (const node of addedNodes)
      if ('querySelectorAll' in node) changes += (node as Element).querySelectorAll('*').length;
  }
  return changes;
}
