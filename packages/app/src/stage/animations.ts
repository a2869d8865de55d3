/**
 * A page is rebuilt at once, so that all its animations and transitions begin anew, and those of a paused replay stand still at their
 * beginning: what fades in would never be seen. This keeps them at the moment that is shown.
 */
export interface Animations {
  /** Of what runs in the frame and was not seen before, that it began between two moments, milliseconds. */
  noteBegun(from: number, to: number): void;
  /** Shows all as they were at the moment. */
  show(at: number): void;
  /** Lets go on what was held for a paused moment. */
  release(): void;
  /** When each that runs, or has ended and still shows, began, by its name. */
  begunByName(): Record<string, number>;
}

/**
 * `nameOf` tells an animation of a frame by the same name when the page is built anew. `known` are those that ran in a page as it is
 * rebuilt first, and when they began: all others that begin with the page had ended before it.
 */
export function createAnimations(
  frame: HTMLIFrameElement,
  nameOf: (animation: Animation) => string,
  known?: Readonly<Record<string, number>>,
): Animations {
  const begun = new WeakMap<Animation, number>();
  let isFirst = true;
  const held = new Set<Animation>();
  const running = () => frame.contentDocument?.getAnimations() ?? [];
  return {
    noteBegun(from, to) {
      const before = isFirst ? known : undefined;
      isFirst = false;
      for (const animation of running()) {
        if (begun.has(animation)) continue;
        if (before) {
          begun.set(animation, before[nameOf(animation)] ?? from - LONG_AGO_MS);
          continue;
        }
        // One that the replay has already played for a while began that long ago.
        const played = Number(animation.currentTime ?? 0);
        begun.set(animation, played > 0 ? to - played : (from + to) / 2);
      }
    },
    show(at) {
      const all = running();
      for (const animation of all) {
        const age = at - (begun.get(animation) ?? at);
        const end = Number(animation.effect?.getComputedTiming().endTime ?? 0);
        // Also one without end, whose frame of the moment does not depend on how often it has gone round.
        if (age >= end) animation.finish();
        else {
          animation.currentTime = age;
          // Transitions: animations stand still as long as the replay does.
          if (animation.playState !== 'running') continue;
          animation.pause();
          held.add(animation);
        }
      }
      // Looking makes the browser style the page anew: what changes next moves from where these have come to.
      if (all.length > 0) running();
    },
    begunByName() {
      const names: Record<string, number> = {};
      for (const animation of running()) {
        const time = begun.get(animation);
        if (time !== undefined) names[nameOf(animation)] = time;
      }
      return names;
    },
    release() {
      for (const animation of held) animation.play();
      held.clear();
    },
  };
}

/** An animation that began so long ago has ended, milliseconds. */
const LONG_AGO_MS = 24 * 3_600_000;
