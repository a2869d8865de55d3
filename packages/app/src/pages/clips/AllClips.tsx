import { ActionIcon, Menu } from '@mantine/core';
import { IconFolderPlus, IconTrash } from '@tabler/icons-react';
import type { ClipList, Collection } from '@throughline/format';
import { Notice } from '../../ui/Notice.tsx';
import { ClipRow } from './ClipRow.tsx';
import styles from './ClipsPage.module.css';
import type { ClipChanges } from './useClipChanges.ts';

/** Every clip of the project, newest first; from here they come into collections. */
export function AllClips({
  list: { clips, isCut },
  collections,
  changes,
  mayChange,
  now,
}: {
  list: ClipList;
  collections: readonly Collection[];
  changes: ClipChanges;
  mayChange: boolean;
  now: number;
}) {
  if (clips.length === 0)
    return (
      <Notice title="No clip yet">
        Open a session, drag with Shift over its activity timeline, and press C: that part is a clip, to be
        shown to others and put into collections.
      </Notice>
    );
  return (
    <>
      {isCut && <p className={styles.hint}>The newest 1,000 clips are shown.</p>}
      <ul className={styles.list} aria-label="All clips">
        {clips.map((clip) => (
          <ClipRow key={clip.id} clip={clip} now={now}>
            {mayChange && (
              <Menu position="bottom-end" withinPortal>
                <Menu.Target>
                  <ActionIcon size="sm" aria-label={`Add ${clip.title} to a collection`}>
                    <IconFolderPlus size={14} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {collections.length === 0 && (
                    <Menu.Label>No collection yet: make one on the left</Menu.Label>
                  )}
                  {collections.map(({ id, name, clips: own }) => (
                    <Menu.Item
                      key={id}
                      disabled={own.some((one) => one.id === clip.id)}
                      onClick={() => changes.order(id, [...own.map((one) => one.id), clip.id])}
                    >
                      {name}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
            {mayChange && clip.author.isMe && (
              <ActionIcon
                size="sm"
                aria-label={`Delete ${clip.title}`}
                onClick={() => changes.removeClip(clip)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            )}
          </ClipRow>
        ))}
      </ul>
    </>
  );
}
