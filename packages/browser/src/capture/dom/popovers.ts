import { safely } from '../../safely.ts';
import type { Stop } from '../captured.ts';

/** What a player needs to show an element as if it stood in the top layer; it cannot be put there without a script. */
const SHOWN_BY = ['display', 'position', 'inset', 'margin', 'opacity', 'transform', 'visibility'];
/** Above all that does not stand in the top layer itself. */
const TOP = { 'z-index': '2147483647' };

/** Declarations of an element's style; `false` where there is none. */
export type StyleChanges = Record<string, string | false>;

/** rrweb knows modal dialogs, but not which popovers are open: no attribute says so. */
export interface PopoverWatch {
  /** Tells again of those that are open: a checkpoint does not hold it. */
  tellOpen(): void;
  stop: Stop;
}

/** Tells how an open popover looks, and of a closed one the style that its element has. */
export function watchPopovers(tell: (element: HTMLElement, style: StyleChanges) => void): PopoverWatch {
  const listening = new AbortController();

  function show(popover: HTMLElement): void {
    const computed = getComputedStyle(popover);
    const look = () => {
      if (isOpen(popover)) tell(popover, { ...styleBy((name) => computed.getPropertyValue(name)), ...TOP });
    };
    look();
    // One that fades in looks otherwise when it is there.
    const moves = popover.getAnimations().map(({ finished }) => finished);
    if (moves.length > 0)
      Promise.all(moves).then(
        () => safely(look),
        () => {},
      );
  }

  document.addEventListener(
    'toggle',
    ({ target }) =>
      safely(() => {
        if (!(target instanceof HTMLElement) || !target.popover) return;
        if (isOpen(target)) show(target);
        else
          tell(
            target,
            styleBy((name) => target.style.getPropertyValue(name) || false, 'z-index'),
          );
      }),
    { capture: true, signal: listening.signal },
  );
  return {
    tellOpen() {
      for (const popover of document.querySelectorAll<HTMLElement>('[popover]'))
        if (isOpen(popover)) show(popover);
    },
    stop: () => listening.abort(),
  };
}

/** Browsers without popovers do not know the selector. */
function isOpen(element: HTMLElement): boolean {
  return 'popover' in element && element.matches(':popover-open');
}

function styleBy(value: (name: string) => string | false, ...more: string[]): StyleChanges {
  return Object.fromEntries([...SHOWN_BY, ...more].map((name) => [name, value(name)]));
}
