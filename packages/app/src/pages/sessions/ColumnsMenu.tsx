import { COLUMNS, type Column } from './columns.ts';
import styles from './Toolbar.module.css';

/** Which columns the list has; this browser remembers it. */
export function ColumnsMenu({
  columns,
  onChange,
}: {
  columns: readonly Column[];
  /** `null`: as by default. */
  onChange: (columns: Column[] | null) => void;
}) {
  const toggle = (name: Column) =>
    onChange(columns.includes(name) ? columns.filter((column) => column !== name) : [...columns, name]);
  return (
    <>
      {COLUMNS.map(({ name, title }) => (
        <label key={name} className={styles.item}>
          <input
            type="checkbox"
            checked={columns.includes(name)}
            disabled={columns.length === 1 && columns.includes(name)}
            onChange={() => toggle(name)}
          />
          {title}
        </label>
      ))}
      <button type="button" className={styles.item} onClick={() => onChange(null)}>
        As by default
      </button>
    </>
  );
}
