import { COLUMNS, type Column } from './columns.ts';
import styles from './SessionTable.module.css';

/** The names of the columns; that of the times switches between ages and dates. */
export function TableHead({
  columns,
  isAbsolute,
  onTimeFormat,
}: {
  columns: readonly Column[];
  isAbsolute: boolean;
  onTimeFormat?: () => void;
}) {
  return (
    <div className={styles.head}>
      <span>Session</span>
      {COLUMNS.filter(({ name }) => columns.includes(name)).map((column) =>
        column.name === 'started' && onTimeFormat ? (
          <button
            key={column.name}
            type="button"
            className={styles.times}
            aria-pressed={isAbsolute}
            aria-label="Dates instead of ages"
            title={isAbsolute ? 'Show how long ago' : 'Show dates'}
            onClick={onTimeFormat}
          >
            {column.title}
          </button>
        ) : (
          <span key={column.name} className={'isNumber' in column ? styles.number : undefined}>
            {column.title}
          </span>
        ),
      )}
    </div>
  );
}
