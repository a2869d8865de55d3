import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlayerTrackNext, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { clipList, collectionList } from '../load/clips.ts';
import { leaveClip, playClip } from '../state/actions.ts';
import type { OpenClip } from '../state/openClip.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { formatDuration } from '../ui/format.ts';
import styles from './ClipBar.module.css';

/** What is played while a clip is open: its title, the next of its collection, the way out. Opening one plays it. */
export function ClipBar({ session, isPlaced }: { session: string; isPlaced: boolean }) {
  const { clip } = useSessionState();
  const open = useStore(clip, (value) => value);
  return open && <OpenedClip session={session} open={open} isPlaced={isPlaced} />;
}

function OpenedClip({
  session,
  open,
  isPlaced,
}: {
  session: string;
  open: OpenClip;
  /** Whether the address said a moment when the page was opened: then it stays there. */
  isPlaced: boolean;
}) {
  const state = useSessionState();
  const { data, error } = useQuery(clipList(session));
  const collections = useQuery({ ...collectionList(), enabled: open.collection !== undefined });
  const clip = data?.clips.find(({ id }) => id === open.id);
  const collection = collections.data?.find(({ id }) => id === open.collection);
  const place = collection?.clips.findIndex(({ id }) => id === open.id) ?? -1;
  const next = place >= 0 ? collection?.clips[place + 1] : undefined;

  const staysOnce = useRef(isPlaced);
  const range = useRef<OpenClip | null>(null);
  useEffect(() => {
    if (!clip || range.current === open) return;
    range.current = open;
    if (staysOnce.current) state.moment.setPart({ from: clip.from, to: clip.to });
    else playClip(state, clip);
    staysOnce.current = false;
  }, [state, clip, open]);

  const isOver = useStore(state.moment, ({ at, playing }) => !playing && clip !== undefined && at >= clip.to);
  return (
    <section aria-label="Clip" className={styles.bar}>
      <span className={styles.title} title={clip?.description || clip?.title}>
        {clip?.title ??
          (error ? 'The clip could not be loaded' : data ? 'This clip is not there any more' : '')}
      </span>
      {clip && <span className={styles.fact}>{formatDuration(clip.to - clip.from)}</span>}
      {collection && place >= 0 && (
        <span className={styles.fact}>
          {place + 1} of {collection.clips.length} in{' '}
          <Link to="/clips" search={{ collection: collection.id }}>
            {collection.name}
          </Link>
        </span>
      )}
      <span className={styles.space} />
      {next && (
        <Button
          size="compact-xs"
          variant={isOver ? undefined : 'default'}
          rightSection={<IconPlayerTrackNext size={13} />}
          renderRoot={(props) => (
            <Link
              to="/sessions/$id"
              params={{ id: next.session }}
              search={{ clip: next.id, collection: open.collection }}
              {...props}
              onClick={(event) => {
                if (next.session !== session) return;
                event.preventDefault();
                state.clip.set({ ...open, id: next.id });
              }}
            />
          )}
        >
          Next: {next.title}
        </Button>
      )}
      <Tooltip label="Leave the clip">
        <ActionIcon size="sm" aria-label="Leave the clip" onClick={() => leaveClip(state)}>
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </section>
  );
}
