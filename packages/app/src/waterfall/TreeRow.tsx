import { memo } from 'react';
import { CAUSED_DESCRIPTION } from '../ui/causedDescription.ts';
import type { Annotations } from './annotations.ts';
import { LogCells } from './LogCells.tsx';
import { labelOf } from './labels.ts';
import type { TreeLine } from './lines.ts';
import { OtherCells } from './OtherCells.tsx';
import { SpanCells } from './SpanCells.tsx';
import styles from './TreeRow.module.css';

/** Height of a line, CSS pixels. */
export const LINE_HEIGHT = 26;

/** The element id of a line. */
export const lineId = (index: number) => `trace-line-${index}`;

/**
 * A line of the tree: names on the left, the time axis on the right. The tree handles pointer and keys for its items, by
 * `data-line`. Rendered again only when it changes itself.
 */
export const TreeRow = memo(function TreeRow({
  line,
  index,
  isSelected,
  isCurrent,
  isCaused,
  color,
  annotations,
  withPath,
}: {
  line: TreeLine;
  index: number;
  isSelected: boolean;
  /** Whether the moment stands here. */
  isCurrent: boolean;
  /** Whether the selected action caused it. */
  isCaused: boolean;
  /** Of the service. */
  color: string | undefined;
  annotations: Annotations;
  /** Whether the critical path is drawn. */
  withPath: boolean;
}) {
  const { level, name } = labelOf(line);
  const isExpanded = line.kind === 'row' ? line.isExpanded : undefined;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus; aria-activedescendant names the item.
    <div
      role="treeitem"
      id={lineId(index)}
      aria-label={level === 'normal' ? name : `${name}, ${level}`}
      aria-level={line.depth + 1}
      aria-selected={isSelected}
      aria-expanded={isExpanded}
      aria-current={isCurrent ? 'time' : undefined}
      aria-description={isCaused ? CAUSED_DESCRIPTION : undefined}
      className={styles.row}
      data-caused={isCaused || undefined}
      data-line={index}
      data-kind={line.kind === 'log' ? 'log' : line.row.kind}
      data-level={level}
      data-context={(line.kind === 'row' && line.isContext) || undefined}
      style={{ top: index * LINE_HEIGHT }}
    >
      {line.kind === 'log' ? (
        <LogCells log={line.log} depth={line.depth} />
      ) : line.row.kind === 'span' ? (
        <SpanCells
          row={line.row}
          isExpanded={isExpanded}
          color={color}
          gaps={annotations.gapsOf(line.index)}
          path={withPath ? annotations.pathOf(line.index) : undefined}
        />
      ) : line.row.kind === 'log' ? (
        <LogCells log={line.row.log} depth={line.depth} />
      ) : (
        <OtherCells row={line.row} isExpanded={isExpanded} color={color} />
      )}
    </div>
  );
});
