import type { Note } from '@throughline/format';
import { openNote } from '../../state/actions.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import type { TimeRange } from '../../state/timeRange.ts';
import styles from './ActivityTimeline.module.css';
import { LANE_GAP, LANE_HEIGHT } from './draw.ts';

/** How much of a note its button says, characters. */
const SAID_CHARACTERS = 80;

/** The notes as buttons in a lane of their own, the `row`-th. Keys reach them by the panel's list. */
export function NoteMarks({ notes, row, seen }: { notes: readonly Note[]; row: number; seen: TimeRange }) {
  const state = useSessionState();
  const open = useStore(state.note, (value) => value);
  return notes
    .filter(({ replyTo, moment }) => replyTo === undefined && moment >= seen.from && moment <= seen.to)
    .map((note) => (
      <button
        key={note.id}
        type="button"
        tabIndex={-1}
        className={styles.note}
        data-resolved={note.resolved !== undefined || undefined}
        aria-pressed={note.id === open}
        aria-label={`Note of ${note.author.name}: ${note.text.slice(0, SAID_CHARACTERS)}`}
        title={`${note.author.name}: ${note.text.slice(0, SAID_CHARACTERS)}`}
        style={{
          left: `${((note.moment - seen.from) / Math.max(1, seen.to - seen.from)) * 100}%`,
          top: row * (LANE_HEIGHT + LANE_GAP),
        }}
        onClick={() => openNote(state, note)}
      />
    ));
}
