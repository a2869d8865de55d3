import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SessionDetail } from '@throughline/format';
import { useMemo } from 'react';
import { useMay } from '../load/account.ts';
import { noteList } from '../load/notes.ts';
import { peopleList } from '../load/people.ts';
import { beginNote } from '../state/actions.ts';
import { NOTES_VIEWS } from '../state/noteDraft.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { ClipColumn } from './ClipColumn.tsx';
import { NoteComposer } from './NoteComposer.tsx';
import styles from './NotesPanel.module.css';
import { ThreadList } from './ThreadList.tsx';
import { filterThreads, peopleOf, threadsOf } from './threads.ts';

const VIEW_NAMES = { open: 'Open', resolved: 'Resolved', all: 'All' } as const;

/** What people wrote about this session, by moment, and the clips made of it. */
export function NotesPanel({ session }: { session: SessionDetail }) {
  return (
    <div className={styles.panel}>
      <section aria-label="Notes" className={styles.notes}>
        <Notes session={session.id} />
      </section>
      <ClipColumn session={session.id} />
    </div>
  );
}

function Notes({ session }: { session: string }) {
  const state = useSessionState();
  const { data, error, refetch } = useQuery(noteList(session));
  const view = useStore(state.notesView, (value) => value);
  const open = useStore(state.note, (value) => value);
  const draft = useStore(state.noteDraft, (value) => value);
  const threads = useMemo(() => data && threadsOf(data.notes), [data]);
  const mayWrite = useMay('annotate');
  const accounts = useQuery(peopleList()).data;
  const people = useMemo(() => peopleOf(accounts ?? [], data?.notes ?? []), [accounts, data]);
  const shown = useMemo(() => threads && filterThreads(threads, view, open), [threads, view, open]);

  if (error && !data)
    return <ErrorNotice title="The notes could not be loaded" error={error} onRetry={refetch} />;
  if (!threads || !shown) return <Loading />;
  const composer = mayWrite && draft && (
    <NoteComposer key={draft.id} session={session} draft={draft} people={people} />
  );
  if (threads.length === 0)
    return (
      composer || (
        <Notice
          title="No note yet"
          action={
            mayWrite && (
              <Button size="xs" onClick={() => beginNote(state)}>
                Write a note
              </Button>
            )
          }
        >
          A note stands at a moment, with marks on the page if you like. N begins one where you are.
        </Notice>
      )
    );
  return (
    <>
      <div className={styles.tools}>
        <SegmentedControl
          size="xs"
          aria-label="Which notes"
          data={NOTES_VIEWS.map((value) => ({ value, label: VIEW_NAMES[value] }))}
          value={view}
          onChange={(value) => state.notesView.set(value)}
        />
        <output aria-label="Notes shown" className={styles.count}>
          {shown.length === threads.length ? threads.length : `${shown.length} of ${threads.length}`}
        </output>
        {data?.isCut && <span className={styles.count}>The first 1,000 notes and replies are shown</span>}
        <span className={styles.space} />
        {mayWrite && !draft && (
          <Button size="compact-xs" onClick={() => beginNote(state)}>
            Write a note
          </Button>
        )}
      </div>
      {composer}
      {shown.length > 0 ? (
        <ThreadList session={session} threads={shown} people={people} mayWrite={mayWrite} />
      ) : (
        <Notice title={view === 'open' ? 'No open note' : 'No resolved note'} />
      )}
    </>
  );
}

function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the notes">
      {['70%', '86%', '58%'].map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </div>
  );
}
