import { type ReactNode, useState } from 'react';
import { formatDuration } from '../ui/format.ts';
import styles from './FigureTable.module.css';
import { type Figures, formatCalls, formatErrors } from './figures.ts';

type Column = 'name' | keyof Figures;
const COLUMNS: { column: Column; label: string }[] = [
  { column: 'calls', label: 'Calls' },
  { column: 'errors', label: 'Failed' },
  { column: 'p50', label: 'Median' },
  { column: 'p95', label: 'p95' },
];

export interface FigureRow extends Figures {
  key: string;
  /** Sorted by. */
  name: string;
  /** What stands in the columns before the figures; the first one is the row's heading. */
  cells: ReactNode[];
  isChosen?: boolean;
}

/** Rows with the figures of calls, to sort by any of them. `heads` name the columns before the figures. */
export function FigureTable({
  caption,
  heads,
  rows,
  minutes,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly FigureRow[];
  /** As of the drawing. */
  minutes?: number | undefined;
}) {
  const [sorted, setSorted] = useState<Column>('errors');
  const shown = [...rows].sort((a, b) =>
    sorted === 'name'
      ? a.name.localeCompare(b.name)
      : b[sorted] - a[sorted] || b.calls - a.calls || a.name.localeCompare(b.name),
  );
  const [first = 'Name', ...others] = heads;
  const head = (column: Column, label: string) => (
    <th
      key={column}
      scope="col"
      aria-sort={sorted === column ? (column === 'name' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" onClick={() => setSorted(column)}>
        {label}
      </button>
    </th>
  );
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head('name', first)}
          {others.map((label) => (
            <th key={label} scope="col" className={styles.text}>
              {label}
            </th>
          ))}
          {COLUMNS.map(({ column, label }) => head(column, label))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={row.key} data-chosen={row.isChosen || undefined}>
            <th scope="row">{row.cells[0]}</th>
            {others.map((label, index) => (
              <td key={label} className={styles.text}>
                {row.cells[index + 1]}
              </td>
            ))}
            <td>{formatCalls(row.calls, minutes)}</td>
            <td data-bad={row.errors > 0 || undefined}>{formatErrors(row, minutes) || '0'}</td>
            <td>{formatDuration(row.p50)}</td>
            <td>{formatDuration(row.p95)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
