import { useVirtualizer } from '@tanstack/react-virtual';
import type { SessionSummary } from '@throughline/format';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { serviceColors } from '../../ui/serviceColor.ts';
import { useNow } from '../../ui/useNow.ts';
import type { ListSearch } from './listSearch.ts';
import { SessionRow } from './SessionRow.tsx';
import styles from './SessionTable.module.css';

/** Height of a row, CSS pixels. */
const ROW_HEIGHT = 52;

/** Rows rendered beyond each edge of the view. */
const OVERSCAN = 10;

/** How many rows before the end the next page is asked for. */
const ASK_AHEAD = 20;

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGES_MS = 5_000;

/** The sessions as a virtual list in columns. New ones come in on top without moving what is being read. */
export function SessionTable({
  sessions,
  hasMore,
  onEnd,
  listSearch,
}: {
  sessions: SessionSummary[];
  hasMore: boolean;
  onEnd: () => void;
  listSearch: ListSearch;
}) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const now = useNow(RENEW_AGES_MS);
  const colors = useMemo(
    () => serviceColors([...new Set(sessions.flatMap(({ services }) => services))]),
    [sessions],
  );
  const virtualizer = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => sessions[index]?.id ?? index,
    overscan: OVERSCAN,
  });
  useKeptPlace(scrollRef, sessions);

  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= sessions.length - ASK_AHEAD) onEnd();
  }, [hasMore, last, sessions.length, onEnd]);

  return (
    <div className={styles.table}>
      <div className={styles.head} aria-hidden>
        <span>Session</span>
        <span>Started</span>
        <span>Duration</span>
        <span className={styles.number}>Clicks</span>
        <span className={styles.number}>Requests</span>
        <span className={styles.number}>Failed</span>
        <span className={styles.number}>Errors</span>
        <span className={styles.services}>Services</span>
      </div>
      <div ref={scrollRef} className={styles.scroll}>
        <ul aria-label="Sessions" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const session = sessions[index];
            return (
              session && (
                <SessionRow
                  key={session.id}
                  session={session}
                  position={index + 1}
                  count={hasMore ? -1 : sessions.length}
                  top={start}
                  now={now}
                  colors={colors}
                  listSearch={listSearch}
                />
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Keeps what is being read where it is when rows are added above it. At the very top new rows may show. */
function useKeptPlace(scrollRef: RefObject<HTMLDivElement | null>, sessions: SessionSummary[]) {
  const before = useRef(sessions);
  useLayoutEffect(() => {
    const scroll = scrollRef.current;
    const top = scroll ? Math.floor(scroll.scrollTop / ROW_HEIGHT) : 0;
    const anchor = before.current[top];
    before.current = sessions;
    if (!scroll || scroll.scrollTop < ROW_HEIGHT || !anchor) return;
    const now = sessions.findIndex(({ id }) => id === anchor.id);
    if (now >= 0 && now !== top) scroll.scrollTop += (now - top) * ROW_HEIGHT;
  }, [scrollRef, sessions]);
}
