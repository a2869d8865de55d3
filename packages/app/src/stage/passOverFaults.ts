import type { Replayer } from 'rrweb';

/**
 * Lets a replayer leave out a change that it cannot make, and go on with the next. rrweb throws, for one, where rules are put into
 * what is no style sheet: a single damaged or hostile event would end the replay of all that comes after it.
 */
export function passOverFaults(replayer: Replayer): void {
  // The one place through which every change goes, by itself and in a jump. rrweb does not offer it, and is pinned to one version.
  const inner = replayer as unknown as { applyIncremental(event: unknown, isSync: boolean): void };
  const apply = inner.applyIncremental;
  inner.applyIncremental = function (event, isSync) {
    try {
      apply.call(this, event, isSync);
    } catch (cause) {
      console.warn('A recorded change could not be replayed and was left out.', cause);
    }
  };
}

/**
 * Lets sounds and films of the page stand still. The page's policy lets none of them in, so that each attempt to play one would fail
 * aloud.
 */
export function silenceMedia(frame: HTMLIFrameElement): void {
  const window = frame.contentWindow as (Window & typeof globalThis) | null;
  if (window) window.HTMLMediaElement.prototype.play = () => Promise.resolve();
}
