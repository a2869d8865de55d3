import { selectItem } from '../../state/actions.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import type { TimeRange } from '../../state/timeRange.ts';
import styles from './ActivityTimeline.module.css';
import { LANE_GAP, LANE_HEIGHT } from './draw.ts';
import type { Lane } from './lanes.ts';
import { errorMarks } from './nearby.ts';

/** Places for errors side by side: more could not be told apart, and each is an element. */
const SLOTS = 120;

/** The errors as buttons over their lane, the `row`-th. Keys reach them by the timeline's list and by E. */
export function ErrorMarks({ lane, row, seen }: { lane: Lane | undefined; row: number; seen: TimeRange }) {
  const state = useSessionState();
  if (!lane) return null;
  return errorMarks(lane, seen, SLOTS).map(({ item, others, position }) => (
    <button
      key={item.id}
      type="button"
      tabIndex={-1}
      className={styles.error}
      aria-label={`Error: ${item.service} ${item.title}${others > 0 ? ` and ${others} more` : ''}`}
      style={{
        left: `${position * 100}%`,
        top: row * (LANE_HEIGHT + LANE_GAP),
        height: LANE_HEIGHT + LANE_GAP,
      }}
      title={item.title}
      onClick={() => selectItem(state, item)}
    />
  ));
}
