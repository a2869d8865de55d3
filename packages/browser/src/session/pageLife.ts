import { createListening } from '../listening.ts';
import { safely } from '../safely.ts';

export interface PageLife {
  /** The page is out of sight; on phones often the last that is heard of it. */
  hidden(): void;
  /** The page goes away: closed, left, or kept in the back-forward cache. */
  left(): void;
  /** The page is back from the back-forward cache. */
  restored(): void;
}

/** Tells of the page's life as the browser reports it. Returns what ends it. */
export function watchPageLife({ hidden, left, restored }: PageLife): () => void {
  const { on, signal, stop } = createListening();
  let gone = false;
  on('pagehide', () => {
    gone = true;
    left();
  });
  const look = () => {
    // Browsers hide a page that goes away, some before and some after `pagehide`.
    if (document.visibilityState === 'hidden') (gone ? left : hidden)();
  };
  // At the document: who listens at the window, as web-vitals does, has then told its last.
  document.addEventListener('visibilitychange', () => safely(look), { signal });
  on('pageshow', ({ persisted }) => {
    gone = false;
    if (persisted) restored();
  });
  return stop;
}
