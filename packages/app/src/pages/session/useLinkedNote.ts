import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { noteList } from '../../load/notes.ts';
import { openNote } from '../../state/actions.ts';
import type { SessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';

/** A link that names a note but no moment goes to the note's, and shows it. `isPlaced`: the address says a moment. */
export function useLinkedNote(state: SessionState, session: string, isPlaced: boolean): void {
  const note = useStore(state.note, (value) => value);
  const { data } = useQuery(noteList(session));
  const isDone = useRef(isPlaced);
  useEffect(() => {
    if (isDone.current || !data) return;
    isDone.current = true;
    const linked = data.notes.find(({ id }) => id === note);
    if (linked) openNote(state, linked);
  }, [state, note, data]);
}
