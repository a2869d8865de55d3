import type { Waterfall, WaterfallLog, WaterfallRow } from '@throughline/model';

/** A line of the tree: a span, a marker for a missing one, or a log. */
export type TreeLine =
  | { kind: 'row'; key: string; depth: number; row: WaterfallRow; isExpanded: boolean | undefined }
  | { kind: 'log'; key: string; depth: number; entry: WaterfallLog; parentKey: string | null };

/**
 * The lines to show: rows without those under a collapsed one, and each span's logs beneath it if wanted. Logs that
 * belong to no span come last. `isExpanded` is `undefined` for what has nothing beneath it.
 */
export function visibleRows(
  waterfall: Waterfall,
  collapsed: ReadonlySet<string>,
  withLogs: boolean,
): TreeLine[] {
  const lines: TreeLine[] = [];
  const hidden = new Set<string>();
  for (const row of waterfall.rows) {
    const { key, parentKey, depth } = row;
    if (parentKey !== null && hidden.has(parentKey)) {
      hidden.add(key);
      continue;
    }
    const logs = withLogs && row.kind === 'span' ? row.logs : [];
    const isCollapsed = collapsed.has(key);
    if (isCollapsed) hidden.add(key);
    const hasMore = row.children > 0 || logs.length > 0;
    lines.push({ kind: 'row', key, depth, row, isExpanded: hasMore ? !isCollapsed : undefined });
    if (!isCollapsed) lines.push(...logLines(logs, key, depth + 1));
  }
  if (withLogs) lines.push(...logLines(waterfall.strayLogs, null, 0));
  return lines;
}

/** The key of a log's line: its place among the logs of its span. Ids of logs are their sources' word and may repeat. */
export function logKey(parentKey: string | null, index: number): string {
  return `log ${parentKey ?? ''} ${index}`;
}

function logLines(logs: WaterfallLog[], parentKey: string | null, depth: number): TreeLine[] {
  return logs.map((entry, index) => ({
    kind: 'log',
    key: logKey(parentKey, index),
    depth,
    entry,
    parentKey,
  }));
}
