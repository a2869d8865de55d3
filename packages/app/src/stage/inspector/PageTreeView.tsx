import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type Store, useStore } from '../../state/store.ts';
import styles from './Inspector.module.css';
import type { LookedAt } from './lookedAt.ts';
import type { TreeRow } from './pageTree.ts';
import type { PageTree } from './usePageTree.ts';

/** Height of a row, CSS pixels. */
const ROW_HEIGHT = 20;

/** Indent of a level, CSS pixels; deep pages are no wider than this many levels. */
const INDENT = 10;
const MOST_INDENTED = 24;

/** The tree of the page; only the rows near the view exist. */
export function PageTreeView({
  tree: { rows, toggle },
  looked,
  onSelect,
}: {
  tree: PageTree;
  looked: Store<LookedAt>;
  onSelect: (id: number) => void;
}) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const { selected, hovered } = useStore(looked, (value) => value);
  const index = rows.findIndex(({ id }) => id === selected);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (row) => rows[row]?.id ?? row,
    overscan: 10,
  });
  useEffect(() => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [index, virtualizer]);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[index];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = rows[index + step];
      if (next) onSelect(next.id);
    } else if (event.key === 'ArrowRight' && row?.isOpen === false) toggle(row.id, true);
    else if (event.key === 'ArrowLeft' && row?.isOpen) toggle(row.id, false);
    else if (event.key === 'ArrowLeft' && row) {
      const parent = rows.slice(0, index).findLast(({ level }) => level < row.level);
      if (parent) onSelect(parent.id);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scrollRef}
      role="tree"
      aria-label="Elements"
      tabIndex={0}
      aria-activedescendant={index >= 0 ? `element-${selected}` : undefined}
      className={styles.tree}
      onKeyDown={onKeyDown}
      onPointerLeave={() => looked.set({ ...looked.get(), hovered: null })}
    >
      <div className={styles.inner} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((virtual) => {
          const row = rows[virtual.index];
          return (
            row && (
              <Row
                key={row.id}
                row={row}
                top={virtual.start}
                isSelected={row.id === selected}
                isHovered={row.id === hovered}
                onSelect={() => onSelect(row.id)}
                onToggle={() => toggle(row.id)}
                onHover={() => looked.set({ ...looked.get(), hovered: row.id })}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function Row({
  row: { id, level, name, attributes, text, isOpen },
  top,
  isSelected,
  isHovered,
  onSelect,
  onToggle,
  onHover,
}: {
  row: TreeRow;
  top: number;
  isSelected: boolean;
  isHovered: boolean;
  onSelect: () => void;
  onToggle: () => void;
  onHover: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys for its items.
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus; aria-activedescendant names the item.
    <div
      role="treeitem"
      id={`element-${id}`}
      aria-level={level}
      aria-expanded={isOpen}
      aria-selected={isSelected}
      className={styles.row}
      data-hovered={isHovered || undefined}
      style={{ top, height: ROW_HEIGHT, paddingLeft: 4 + Math.min(level - 1, MOST_INDENTED) * INDENT }}
      onClick={onSelect}
      onDoubleClick={onToggle}
      onPointerEnter={onHover}
    >
      <span className={styles.arrow} aria-hidden onClick={onToggle}>
        {isOpen === undefined ? '' : isOpen ? '▾' : '▸'}
      </span>
      {name.startsWith('#') ? (
        <span className={styles.text}>{text === '' ? name : text}</span>
      ) : (
        <>
          <span className={styles.tag}>{name}</span>
          {attributes.map(([attribute, value]) => (
            <span key={attribute} className={styles.attribute}>
              {' '}
              {attribute}=<span className={styles.value}>"{value.slice(0, 80)}"</span>
            </span>
          ))}
          {text !== '' && <span className={styles.text}> {text}</span>}
        </>
      )}
    </div>
  );
}
