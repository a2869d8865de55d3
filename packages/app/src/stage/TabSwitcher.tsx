import { SegmentedControl } from '@mantine/core';
import type { TabSummary } from '@throughline/format';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import styles from './TabSwitcher.module.css';
import type { TabUse } from './tabUse.ts';

/** `SegmentedControl` wants a value for "none chosen"; tab ids are UUIDs and never this. */
const FOLLOW = 'follow';

/** Chooses among the browser tabs of a session; without a choice the tab in use at the moment is shown. */
export function TabSwitcher({
  use,
  tabs,
  shown,
}: {
  use: TabUse;
  tabs: TabSummary[];
  shown: string | undefined;
}) {
  const { tab } = useSessionState();
  const chosen = useStore(tab, (value) => value);
  const recorded = tabs.filter(({ id }) => use.tabs.includes(id)).sort((a, b) => a.from - b.from);
  if (recorded.length < 2) return null;
  const data = [
    { value: FOLLOW, label: 'Tab in use' },
    ...recorded.map(({ id }, index) => ({
      value: id,
      label: !chosen && id === shown ? `Tab ${index + 1} •` : `Tab ${index + 1}`,
    })),
  ];
  return (
    <div className={styles.bar}>
      <SegmentedControl
        aria-label="Browser tab"
        size="xs"
        data={data}
        value={chosen ?? FOLLOW}
        onChange={(value) => tab.set(value === FOLLOW ? null : value)}
      />
    </div>
  );
}
