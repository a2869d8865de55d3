import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Clip } from '@throughline/format';
import { useState } from 'react';
import { useMay } from '../load/account.ts';
import { CLIP_QUERIES, changeClip, clipList, deleteClip, makeClip } from '../load/clips.ts';
import { withProject } from '../load/project.ts';
import { beginClip } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { CopyAction } from '../ui/CopyAction.tsx';
import { formatDuration, formatPosition } from '../ui/format.ts';
import { UndoLine } from '../ui/UndoLine.tsx';
import styles from './ClipColumn.module.css';
import { ClipForm } from './ClipForm.tsx';
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
  const [edited, setEdited] = useState<string | null>(null);
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
      {mayMake && isMaking && range && <NewClip session={session} range={range} onMade={renew} />}
      {mayMake && (isMaking || clips.length === 0) && !range && (
        <p className={styles.hint}>
          Drag with Shift over the activity timeline to choose a range; then make a clip of it here.
        </p>
      )}
      <ul className={styles.list} aria-label="Clips">
        {clips.map((clip) =>
          clip.id === edited ? (
            <li key={clip.id}>
              <ClipForm
                label={`Edit ${clip.title}`}
                action="Save"
                before={clip}
                onCancel={() => setEdited(null)}
                onSave={async (text) => {
                  await changeClip(clip.id, text);
                  await renew();
                  setEdited(null);
                }}
              >
                {formatPosition(clip.from - from)}, {formatDuration(clip.to - clip.from)}
              </ClipForm>
            </li>
          ) : (
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
                  {formatPosition(clip.from - from)}, {formatDuration(clip.to - clip.from)} ·{' '}
                  {clip.author.name}
                </span>
              </span>
              <CopyAction
                value={window.location.origin + withProject(`/sessions/${clip.session}?clip=${clip.id}`)}
                label={`Copy link to ${clip.title}`}
              />
              {mayMake && clip.author.isMe && (
                <>
                  <ActionIcon size="sm" aria-label={`Edit ${clip.title}`} onClick={() => setEdited(clip.id)}>
                    <IconPencil size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={`Delete ${clip.title}`}
                    onClick={() => remove.mutate(clip.id, { onSuccess: () => setDeleted(clip) })}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                </>
              )}
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

/** Makes a clip of the range. */
function NewClip({
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
  const { name } = useMyName();
  const [from, to] = [Math.floor(range.from), Math.ceil(range.to)];
  return (
    <ClipForm
      label="New clip"
      action="Make the clip"
      onCancel={() => makingClip.set(false)}
      onSave={async (text) => {
        await makeClip({ session, from, to, ...text, signedAs: name });
        await onMade();
        makingClip.set(false);
      }}
    >
      {formatPosition(from - start)} – {formatPosition(to - start)}
    </ClipForm>
  );
}
