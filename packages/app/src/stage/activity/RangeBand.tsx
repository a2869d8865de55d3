import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import type { TimeRange } from '../../state/timeRange.ts';
import styles from './ActivityTimeline.module.css';

/** The chosen range on the axis of time. */
export function RangeBand({ seen }: { seen: TimeRange }) {
  const { range } = useSessionState();
  const chosen = useStore(range, (value) => value);
  if (!chosen) return null;
  const part = (time: number) =>
    Math.max(0, Math.min(1, (time - seen.from) / Math.max(1, seen.to - seen.from))) * 100;
  const [left, right] = [part(chosen.from), part(chosen.to)];
  return <div className={styles.range} style={{ left: `${left}%`, width: `${right - left}%` }} aria-hidden />;
}
