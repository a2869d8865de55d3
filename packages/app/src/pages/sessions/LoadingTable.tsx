import { Skeleton } from '@mantine/core';
import { type Column, gridOf, leastWidthOf } from './columns.ts';
import styles from './SessionTable.module.css';
import { TableHead } from './TableHead.tsx';

const ROWS = Array.from({ length: 14 }, (_, row) => row);

/** The list before its sessions are there: of the same measures, so that nothing moves when they are. */
export function LoadingTable({ columns, isAbsolute }: { columns: readonly Column[]; isAbsolute: boolean }) {
  return (
    <div
      className={styles.table}
      style={{ '--columns': gridOf(columns), minWidth: leastWidthOf(columns) } as React.CSSProperties}
      role="status"
      aria-label="Loading sessions"
    >
      <TableHead columns={columns} isAbsolute={isAbsolute} />
      {ROWS.map((row) => (
        <div key={row} className={styles.waiting}>
          <Skeleton height={10} width={`${22 - (row % 4) * 3}%`} />
          <Skeleton height={8} width={`${34 - (row % 3) * 5}%`} />
        </div>
      ))}
    </div>
  );
}
