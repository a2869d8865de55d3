import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows by which the rendered range moves: most steps of a scroll render nothing. */
const BLOCK = 6;

/** Rows rendered beyond each edge of the view; a scroll renders what it brings in before it is drawn. */
const OVERSCAN = 6;

/** Which of `count` rows of one height are rendered: those in view and some beyond, from `first` to before `end`. */
export function useVisibleRange(
  scrollRef: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { first: number; end: number } {
  const [view, setView] = useState({ block: 0, rows: 4 * BLOCK });
  useEffect(() => {
    const element = scrollRef.current;
    if (!element) return;
    const measured = () => ({
      block: Math.floor(element.scrollTop / rowHeight / BLOCK),
      rows: Math.ceil(element.clientHeight / rowHeight),
    });
    let shown = measured();
    setView(shown);
    const update = (apply: (change: () => void) => void) => {
      const next = measured();
      if (next.block === shown.block && next.rows === shown.rows) return;
      shown = next;
      apply(() => setView(next));
    };
    // At once: what is scrolled in must not be blank for a frame.
    const onScroll = () => update(flushSync);
    const observer = new ResizeObserver(() => update((change) => change()));
    element.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scrollRef, rowHeight]);
  const first = Math.min(count, Math.max(0, view.block * BLOCK - OVERSCAN));
  return { first, end: Math.min(count, (view.block + 1) * BLOCK + view.rows + OVERSCAN) };
}

/** Rows that are in view now, whole or in part: from `first` to before `end`. */
export function rowsInView(
  { scrollTop, clientHeight }: HTMLElement,
  count: number,
  rowHeight: number,
): { first: number; end: number } {
  const first = Math.min(count, Math.floor(scrollTop / rowHeight));
  return { first, end: Math.min(count, Math.ceil((scrollTop + clientHeight) / rowHeight)) };
}

/** Scrolls as little as brings row `index` into view, with `context` rows before and behind it. */
export function scrollToRow(element: HTMLElement, index: number, rowHeight: number, context: number): void {
  const top = (index - context) * rowHeight;
  const bottom = (index + 1 + context) * rowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + element.clientHeight)
    element.scrollTop = bottom - element.clientHeight;
}
