import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Note } from '@throughline/format';
import { useEffect, useMemo, useRef, useState } from 'react';
import { changeNote, deleteNote, noteList, restoreNote } from '../load/notes.ts';
import { openNote } from '../state/actions.ts';
import { lastAtOrBefore } from '../state/search.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { useFollowing } from '../state/useFollowing.ts';
import { UndoLine } from '../ui/UndoLine.tsx';
import { useNow } from '../ui/useNow.ts';
import { type NoteActions, ThreadItem } from './ThreadItem.tsx';
import styles from './ThreadList.module.css';
import { holds, type Thread } from './threads.ts';
import { useMyName } from './useMyName.ts';

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGE_MS = 30_000;

/** Threads by their moments; the last whose moment has come is marked and kept in view. */
export function ThreadList({
  session,
  threads,
  people,
  mayWrite,
}: {
  session: string;
  threads: readonly Thread[];
  people: readonly string[];
  mayWrite: boolean;
}) {
  const state = useSessionState();
  const { moment, note: openStore } = state;
  const from = useStore(moment, (value) => value.from);
  const open = useStore(openStore, (value) => value);
  const times = useMemo(() => threads.map(({ note }) => note.moment), [threads]);
  const current = useStore(moment, ({ at }) => lastAtOrBefore(times, at));
  const now = useNow(RENEW_AGE_MS);

  const listRef = useRef<HTMLUListElement>(null);
  const { isFollowing, stop } = useFollowing();
  const opened = open !== null && threads.some((thread) => holds(thread, open)) ? open : undefined;
  const shown = opened ?? threads[current]?.note.id;
  useEffect(() => {
    if (isFollowing && shown) document.getElementById(`note-${shown}`)?.scrollIntoView({ block: 'nearest' });
  }, [isFollowing, shown]);

  const { actions, deleted, restore, error } = useNoteActions(session);
  return (
    <>
      {error && (
        <p role="alert" className={styles.error}>
          {error.message}
        </p>
      )}
      {deleted && (
        <UndoLine onUndo={restore}>{deleted.replyTo ? 'The reply' : 'The note'} is deleted.</UndoLine>
      )}
      <ul ref={listRef} className={styles.list} aria-label="Notes" onWheel={stop} onTouchMove={stop}>
        {threads.map((thread, index) => (
          <ThreadItem
            key={thread.note.id}
            thread={thread}
            from={from}
            now={now}
            isCurrent={index === current}
            isOpen={holds(thread, open)}
            people={people}
            mayWrite={mayWrite}
            actions={actions}
          />
        ))}
      </ul>
    </>
  );
}

/** What can be done with notes; the one deleted last can be taken back. */
function useNoteActions(session: string) {
  const state = useSessionState();
  const { name } = useMyName();
  const [deleted, setDeleted] = useState<Note | null>(null);
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: noteList(session).queryKey });
  const change = useMutation({ mutationFn: changeNote, onSettled });
  const remove = useMutation({ mutationFn: deleteNote, onSettled });
  const restore = useMutation({ mutationFn: restoreNote, onSettled });
  const { mutate: changeNow } = change;
  const { mutate: removeNow } = remove;
  const actions = useMemo<NoteActions>(
    () => ({
      open: (note) => openNote(state, note),
      edit({ id, moment, text, marks, tab }) {
        openNote(state, { id, moment });
        state.moment.pause();
        state.noteDraft.set({ id, moment, text, marks, tab, tool: null });
      },
      remove: (note) => removeNow(note.id, { onSuccess: () => setDeleted(note) }),
      resolve({ id }, isResolved) {
        // It stays in view until another one is opened, whatever the list is narrowed to.
        state.note.set(id);
        changeNow({ id, isResolved, signedAs: name });
      },
    }),
    [state, changeNow, removeNow, name],
  );
  return {
    actions,
    deleted,
    restore: () => deleted && restore.mutate(deleted.id, { onSuccess: () => setDeleted(null) }),
    error: change.error ?? remove.error ?? restore.error,
  };
}
