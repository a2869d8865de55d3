import { Button } from '@mantine/core';
import { IconScribble } from '@tabler/icons-react';
import type { Note } from '@throughline/format';
import { memo, useState } from 'react';
import { withProject } from '../load/project.ts';
import { CopyAction } from '../ui/CopyAction.tsx';
import { formatAbsolute, formatAgo, formatPosition } from '../ui/format.ts';
import { NoteText } from './NoteText.tsx';
import { ReplyForm } from './ReplyForm.tsx';
import styles from './ThreadItem.module.css';
import type { Thread } from './threads.ts';

export interface NoteActions {
  open: (note: Note) => void;
  edit: (note: Note) => void;
  remove: (note: Note) => void;
  resolve: (note: Note, isResolved: boolean) => void;
}

/** A note with its replies, and what can be done with it. */
export const ThreadItem = memo(function ThreadItem({
  thread: { note, replies },
  from,
  now,
  isCurrent,
  isOpen,
  people,
  mayWrite,
  actions,
}: {
  thread: Thread;
  /** Start of the session, and the time now, Unix milliseconds. */
  from: number;
  now: number;
  /** Whether it is the last whose moment has come. */
  isCurrent: boolean;
  isOpen: boolean;
  people: readonly string[];
  mayWrite: boolean;
  actions: NoteActions;
}) {
  const [isReplying, setReplying] = useState(false);
  const [edited, setEdited] = useState<string | null>(null);
  const { resolved, marks } = note;
  const position = formatPosition(note.moment - from);
  const said = `${note.author.name} at ${position}`;
  return (
    <li
      id={`note-${note.id}`}
      aria-label={`${said}${resolved ? ', resolved' : ''}`}
      aria-current={isCurrent ? 'time' : undefined}
      className={styles.thread}
      data-open={isOpen || undefined}
      data-resolved={resolved !== undefined || undefined}
    >
      <button
        type="button"
        className={styles.moment}
        aria-label={`Go to the note of ${said}`}
        onClick={() => actions.open(note)}
      >
        {position}
      </button>
      <div className={styles.body}>
        <Head note={note} now={now}>
          {marks.length > 0 && (
            <span className={styles.marks} title={`${marks.length} drawn on the page`}>
              <IconScribble size={13} aria-hidden /> {marks.length}
            </span>
          )}
          {resolved && (
            <span className={styles.resolved} title={formatAbsolute(Date.parse(resolved.at))}>
              resolved{resolved.by && ` by ${resolved.by}`}
            </span>
          )}
        </Head>
        <NoteText text={note.text} />
        {replies.length > 0 && (
          <ul className={styles.replies} aria-label="Replies">
            {replies.map((reply) => (
              <li key={reply.id} id={`note-${reply.id}`} aria-label={reply.author.name}>
                <Head note={reply} now={now}>
                  {mayWrite && reply.author.isMe && reply.id !== edited && (
                    <>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        color="gray"
                        aria-label="Edit the reply"
                        onClick={() => setEdited(reply.id)}
                      >
                        Edit
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        color="gray"
                        aria-label="Delete the reply"
                        onClick={() => actions.remove(reply)}
                      >
                        Delete
                      </Button>
                    </>
                  )}
                </Head>
                {reply.id === edited ? (
                  <ReplyForm note={note} before={reply} people={people} onDone={() => setEdited(null)} />
                ) : (
                  <NoteText text={reply.text} />
                )}
              </li>
            ))}
          </ul>
        )}
        {isReplying ? (
          <ReplyForm note={note} people={people} onDone={() => setReplying(false)} />
        ) : (
          <div className={styles.actions}>
            {mayWrite && (
              <>
                <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setReplying(true)}>
                  Reply
                </Button>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => actions.resolve(note, !resolved)}
                >
                  {resolved ? 'Reopen' : 'Resolve'}
                </Button>
              </>
            )}
            {mayWrite && note.author.isMe && (
              <>
                <Button size="compact-xs" variant="subtle" color="gray" onClick={() => actions.edit(note)}>
                  Edit
                </Button>
                <Button size="compact-xs" variant="subtle" color="gray" onClick={() => actions.remove(note)}>
                  Delete
                </Button>
              </>
            )}
            <CopyAction value={linkToNote(note)} label="Copy link to the note" />
          </div>
        )}
      </div>
    </li>
  );
});

function Head({ note, now, children }: { note: Note; now: number; children: React.ReactNode }) {
  const written = Date.parse(note.createdAt);
  return (
    <div className={styles.head}>
      <span className={styles.author}>{note.author.name}</span>
      <time dateTime={note.createdAt} title={formatAbsolute(written)}>
        {formatAgo(written, now)}
      </time>
      {note.editedAt && <span title={formatAbsolute(Date.parse(note.editedAt))}>edited</span>}
      {children}
    </div>
  );
}

/** The address at which the session opens at the note. */
function linkToNote({ id, session }: Note): string {
  return window.location.origin + withProject(`/sessions/${session}?note=${id}`);
}
