import type { SessionSummary } from '@throughline/format';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * Keeps what is being read where it is when rows are added above it: when one has scrolled, points at the list or stands in it. Else
 * new rows show. `above` counts those that have come in unseen.
 */
export function useKeptPlace(
  scrollRef: RefObject<HTMLDivElement | null>,
  sessions: SessionSummary[],
  rowHeight: number,
): { above: number; toTop: () => void } {
  const before = useRef(sessions);
  /** The first row when one was last at the top. */
  const seen = useRef(sessions[0]?.id);
  const [above, setAbove] = useState(0);

  const count = useCallback(() => {
    const scroll = scrollRef.current;
    if (scroll && scroll.scrollTop < rowHeight / 2) seen.current = before.current[0]?.id;
    setAbove(
      Math.max(
        0,
        before.current.findIndex(({ id }) => id === seen.current),
      ),
    );
  }, [scrollRef, rowHeight]);

  useLayoutEffect(() => {
    const scroll = scrollRef.current;
    const top = scroll ? Math.floor(scroll.scrollTop / rowHeight) : 0;
    const anchor = before.current[top];
    before.current = sessions;
    if (scroll && anchor && isRead(scroll, rowHeight)) {
      const now = sessions.findIndex(({ id }) => id === anchor.id);
      if (now >= 0 && now !== top) scroll.scrollTop += (now - top) * rowHeight;
    }
    count();
  }, [scrollRef, sessions, rowHeight, count]);

  useEffect(() => {
    const scroll = scrollRef.current;
    scroll?.addEventListener('scroll', count, { passive: true });
    return () => scroll?.removeEventListener('scroll', count);
  }, [scrollRef, count]);

  const toTop = useCallback(() => scrollRef.current?.scrollTo({ top: 0 }), [scrollRef]);
  return { above, toTop };
}

function isRead(scroll: HTMLElement, rowHeight: number): boolean {
  return scroll.scrollTop >= rowHeight || scroll.matches(':hover') || scroll.contains(document.activeElement);
}
