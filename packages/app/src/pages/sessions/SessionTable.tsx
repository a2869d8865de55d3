import { useVirtualizer } from '@tanstack/react-virtual';
import type { SessionSummary } from '@throughline/format';
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { serviceColors } from '../../ui/serviceColor.ts';
import { useNow } from '../../ui/useNow.ts';
import { type Column, gridOf, leastWidthOf } from './columns.ts';
import { placeOf, savePlace } from './listPlace.ts';
import type { ListSearch } from './listSearch.ts';
import { type RowLook, SessionRow } from './SessionRow.tsx';
import styles from './SessionTable.module.css';
import { TableHead } from './TableHead.tsx';
import { useKeptPlace } from './useKeptPlace.ts';

/** Height of a row, CSS pixels. */
const ROW_HEIGHT = 52;

/** Rows rendered beyond each edge of the view. */
const OVERSCAN = 10;

/** How many rows before the end the next page is asked for. */
const ASK_AHEAD = 20;

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGES_MS = 5_000;

/** What keys do to the list. */
export interface TableHandle {
  /** Moves the focus by so many rows; `Infinity` is the end. */
  move(rows: number): void;
}

/** The sessions as a virtual list in columns. New ones come in on top without moving what is being read. */
export function SessionTable({
  sessions,
  hasMore,
  onEnd,
  listSearch,
  columns,
  isAbsolute,
  onTimeFormat,
  handle,
}: {
  sessions: SessionSummary[];
  hasMore: boolean;
  onEnd: () => void;
  listSearch: ListSearch;
  columns: readonly Column[];
  isAbsolute: boolean;
  onTimeFormat: () => void;
  handle: Ref<TableHandle>;
}) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const place = JSON.stringify(listSearch);
  const [before] = useState(() => placeOf(place));
  const now = useNow(RENEW_AGES_MS);
  const look = useMemo((): RowLook => {
    const services = [...new Set(sessions.flatMap(({ services }) => services))];
    return { columns, isAbsolute, colors: serviceColors(services), listSearch };
  }, [sessions, columns, isAbsolute, listSearch]);
  const virtualizer = useVirtualizer({
    count: sessions.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => sessions[index]?.id ?? index,
    overscan: OVERSCAN,
    initialOffset: before?.top ?? 0,
  });
  const { above, toTop } = useKeptPlace(scrollRef, sessions, ROW_HEIGHT);

  const focused = useRef<string | null>(before?.session ?? null);
  const focusRow = useCallback((id: string) => {
    focused.current = id;
    const link = () => scrollRef.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"] a`);
    // A row that was out of view is there a frame later.
    if (link()) link()?.focus({ preventScroll: true });
    else requestAnimationFrame(() => link()?.focus({ preventScroll: true }));
  }, []);
  useImperativeHandle(handle, () => ({
    move(rows) {
      const at = sessions.findIndex(({ id }) => id === focused.current);
      const next = Math.max(0, Math.min(sessions.length - 1, at < 0 && rows < 0 ? 0 : at + rows));
      const session = sessions[next];
      if (!session) return;
      virtualizer.scrollToIndex(next);
      focusRow(session.id);
    },
  }));

  useEffect(() => {
    const scroll = scrollRef.current;
    if (before?.session) focusRow(before.session);
    const onFocus = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest('[data-session]') : null;
      focused.current = row?.getAttribute('data-session') ?? focused.current;
    };
    // By the time that this ends the element may have left the page, and be scrolled no more.
    let top = scroll?.scrollTop ?? 0;
    const onScroll = () => {
      top = scroll?.scrollTop ?? top;
    };
    scroll?.addEventListener('scroll', onScroll, { passive: true });
    scroll?.addEventListener('focusin', onFocus);
    return () => {
      scroll?.removeEventListener('scroll', onScroll);
      scroll?.removeEventListener('focusin', onFocus);
      savePlace({ search: place, top, session: focused.current });
    };
  }, [before, place, focusRow]);

  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= sessions.length - ASK_AHEAD) onEnd();
  }, [hasMore, last, sessions.length, onEnd]);

  return (
    <div
      className={styles.table}
      style={{ '--columns': gridOf(columns), minWidth: leastWidthOf(columns) } as React.CSSProperties}
    >
      <TableHead columns={columns} isAbsolute={isAbsolute} onTimeFormat={onTimeFormat} />
      {above > 0 && (
        <button type="button" className={styles.new} onClick={toTop}>
          {above} new
        </button>
      )}
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
                  look={look}
                />
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}
