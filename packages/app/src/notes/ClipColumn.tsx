import { ActionIcon, Button, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Clip } from '@throughline/format';
import { useState } from 'react';
import { useMay } from '../load/account.ts';
import { CLIP_QUERIES, clipList, deleteClip, makeClip } from '../load/clips.ts';
import { withProject } from '../load/project.ts';
import { beginClip } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { CopyAction } from '../ui/CopyAction.tsx';
import { formatDuration, formatPosition } from '../ui/format.ts';
import { UndoLine } from '../ui/UndoLine.tsx';
import styles from './ClipColumn.module.css';
import { useMyName } from './useMyName.ts';

/** The clips of the session, and the making of one of the chosen range. */
export function ClipColumn({ session }: { session: string }) {
  const state = useSessionState();
  const { data, error } = useQuery(clipList(session));
  const range = useStore(state.range, (value) => value);
  const isMaking = useStore(state.makingClip, (value) => value);
  const open = useStore(state.clip, (value) => value?.id);
  const from = useStore(state.moment, (value) => value.from);
  const mayMake = useMay('annotate');
  const client = useQueryClient();
  const renew = () =>
    Promise.all(CLIP_QUERIES.map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })));
  const [deleted, setDeleted] = useState<Clip | null>(null);
  const remove = useMutation({ mutationFn: deleteClip, onSettled: renew });
  const again = useMutation({ mutationFn: makeClip, onSettled: renew });
  const clips = data?.clips ?? [];
  const failed = error ?? remove.error ?? again.error;
  return (
    <section aria-label="Clips" className={styles.column}>
      <div className={styles.head}>
        <h2 className={styles.title}>Clips</h2>
        {mayMake && range && !isMaking && (
          <Button size="compact-xs" variant="default" onClick={() => beginClip(state)}>
            Make a clip of the range
          </Button>
        )}
      </div>
      {failed && (
        <p role="alert" className={styles.error}>
          {failed.message}
        </p>
      )}
      {deleted && (
        <UndoLine
          onUndo={() => {
            const { from, to, title, description, author } = deleted;
            again.mutate(
              { session, from, to, title, description, signedAs: author.name },
              { onSuccess: () => setDeleted(null) },
            );
          }}
        >
          “{deleted.title}” is deleted.
        </UndoLine>
      )}
      {mayMake && isMaking && range && <ClipForm session={session} range={range} onMade={renew} />}
      {mayMake && (isMaking || clips.length === 0) && !range && (
        <p className={styles.hint}>
          Drag with Shift over the activity timeline to choose a range; then make a clip of it here.
        </p>
      )}
      <ul className={styles.list} aria-label="Clips">
        {clips.map((clip) => (
          <li key={clip.id} className={styles.clip} data-open={clip.id === open || undefined}>
            <Tooltip label="Play the clip">
              <ActionIcon
                size="sm"
                aria-label={`Play ${clip.title}`}
                onClick={() => state.clip.set({ id: clip.id })}
              >
                <IconPlayerPlay size={14} />
              </ActionIcon>
            </Tooltip>
            <span className={styles.text} title={clip.description || clip.title}>
              <span className={styles.name}>{clip.title}</span>
              <span className={styles.when}>
                {formatPosition(clip.from - from)}, {formatDuration(clip.to - clip.from)} · {clip.author.name}
              </span>
            </span>
            <CopyAction
              value={window.location.origin + withProject(`/sessions/${clip.session}?clip=${clip.id}`)}
              label={`Copy link to ${clip.title}`}
            />
            {mayMake && clip.author.isMe && (
              <ActionIcon
                size="sm"
                aria-label={`Delete ${clip.title}`}
                onClick={() => remove.mutate(clip.id, { onSuccess: () => setDeleted(clip) })}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ClipForm({
  session,
  range,
  onMade,
}: {
  session: string;
  range: { from: number; to: number };
  onMade: () => Promise<unknown>;
}) {
  const { makingClip, moment } = useSessionState();
  const start = useStore(moment, (value) => value.from);
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const { name } = useMyName();
  const [from, to] = [Math.floor(range.from), Math.ceil(range.to)];
  const make = useMutation({
    mutationFn: () => makeClip({ session, from, to, title, description, signedAs: name }),
    async onSuccess() {
      await onMade();
      makingClip.set(false);
    },
  });
  return (
    <form
      className={styles.form}
      aria-label="New clip"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '') make.mutate();
      }}
    >
      <TextInput
        size="xs"
        aria-label="Title of the clip"
        placeholder="What it shows"
        maxLength={200}
        autoFocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        size="xs"
        aria-label="Description of the clip"
        placeholder="Description, if it needs one"
        maxLength={2_000}
        autosize
        maxRows={4}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <span className={styles.range}>
          {formatPosition(from - start)} – {formatPosition(to - start)}
        </span>
        <Button size="compact-xs" variant="default" onClick={() => makingClip.set(false)}>
          Cancel
        </Button>
        <Button size="compact-xs" type="submit" disabled={title.trim() === ''} loading={make.isPending}>
          Make the clip
        </Button>
      </div>
      {make.error && (
        <p role="alert" className={styles.error}>
          It could not be made: {make.error.message}
        </p>
      )}
    </form>
  );
}
