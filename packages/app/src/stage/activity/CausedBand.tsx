import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import type { TimeRange } from '../../state/timeRange.ts';
import { formatPosition } from '../../ui/format.ts';
import styles from './ActivityTimeline.module.css';

/** From the selected action to the last that came of it, below the lanes. */
export function CausedBand({ seen, start }: { seen: TimeRange; start: number }) {
  const { caused } = useSessionState();
  const from = useStore(caused, (value) => value?.from);
  const to = useStore(caused, (value) => value?.to);
  if (from === undefined || to === undefined || to < seen.from || from > seen.to) return null;
  const part = (time: number) =>
    Math.max(0, Math.min(1, (time - seen.from) / Math.max(1, seen.to - seen.from))) * 100;
  return (
    <div
      role="img"
      aria-label={`What the selected action caused: ${formatPosition(from - start)} to ${formatPosition(to - start)}`}
      className={styles.caused}
      style={{ left: `${part(from)}%`, width: `${part(to) - part(from)}%` }}
    />
  );
}
