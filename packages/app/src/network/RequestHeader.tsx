import { IconCaretDownFilled, IconCaretUpFilled } from '@tabler/icons-react';
import type { RequestColumn } from '../state/networkView.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { COLUMNS } from './columns.ts';
import styles from './RequestTable.module.css';

/** The names of the columns; a click sorts by one, another one turns the order round. */
export function RequestHeader() {
  const { network } = useSessionState();
  const { by, descending } = useStore(network, (view) => view.sort);
  const sortBy = (column: RequestColumn) =>
    network.set({
      ...network.get(),
      sort: { by: column, descending: by === column && !descending },
    });
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table.
    <div role="rowgroup" className={styles.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the table. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons have the focus. */}
      <div role="row" aria-rowindex={1} className={styles.row}>
        {COLUMNS.map(({ column, label }) => {
          const isSorted = by === column;
          const Arrow = descending ? IconCaretDownFilled : IconCaretUpFilled;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the table.
            // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus.
            <div
              key={column}
              role="columnheader"
              aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : 'none'}
              data-column={column}
              className={styles.cell}
            >
              <button type="button" className={styles.sort} onClick={() => sortBy(column)}>
                {label}
                {isSorted && <Arrow size={10} aria-hidden />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
