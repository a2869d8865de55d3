import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Collection } from '@throughline/format';
import { useState } from 'react';
import { withProject } from '../../load/project.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ClipRow } from './ClipRow.tsx';
import styles from './ClipsPage.module.css';
import { moved } from './moved.ts';
import type { ClipChanges } from './useClipChanges.ts';

/** One collection: its clips in their order, which is changed here, and the beginning of playing them all. */
export function CollectionView({
  collection,
  changes,
  mayChange,
  now,
  onDeleted,
}: {
  collection: Collection;
  changes: ClipChanges;
  mayChange: boolean;
  now: number;
  onDeleted: () => void;
}) {
  const { id, name, clips, author } = collection;
  const ids = clips.map((clip) => clip.id);
  const [first] = clips;
  const [newName, setNewName] = useState<string | null>(null);
  return (
    <>
      <div className={styles.head}>
        {newName === null ? (
          <h2 className={styles.name}>{name}</h2>
        ) : (
          <form
            className={styles.name}
            onSubmit={(event) => {
              event.preventDefault();
              if (newName.trim() !== '') void changes.rename(id, newName.trim());
              setNewName(null);
            }}
          >
            <TextInput
              size="xs"
              aria-label="Name of the collection"
              maxLength={200}
              autoFocus
              value={newName}
              onChange={(event) => setNewName(event.currentTarget.value)}
            />
          </form>
        )}
        {first && (
          <Button
            size="compact-sm"
            leftSection={<IconPlayerPlay size={14} />}
            renderRoot={(props) => (
              <Link
                to="/sessions/$id"
                params={{ id: first.session }}
                search={{ clip: first.id, collection: id }}
                {...props}
              />
            )}
          >
            Play all
          </Button>
        )}
        <CopyButton
          value={() => window.location.origin + withProject(`/clips?collection=${id}`)}
          label="Copy link to the collection"
        />
        {mayChange && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setNewName(newName === null ? name : null)}
          >
            Rename
          </Button>
        )}
        {mayChange && author.isMe && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => changes.removeCollection(collection).then((worked) => worked && onDeleted())}
          >
            Delete
          </Button>
        )}
      </div>
      {clips.length === 0 ? (
        <Notice title="Nothing in this collection yet">Add clips to it from the list of all clips.</Notice>
      ) : (
        <ol className={styles.list} aria-label={`Clips of ${name}`}>
          {clips.map((clip, index) => (
            <ClipRow key={clip.id} clip={clip} collection={id} place={index + 1} now={now}>
              {mayChange && (
                <>
                  <ActionIcon
                    size="sm"
                    aria-label={`Move ${clip.title} up`}
                    disabled={index === 0}
                    bg={index === 0 ? 'transparent' : undefined}
                    onClick={() => changes.order(id, moved(ids, index, -1))}
                  >
                    <IconArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={`Move ${clip.title} down`}
                    disabled={index === clips.length - 1}
                    bg={index === clips.length - 1 ? 'transparent' : undefined}
                    onClick={() => changes.order(id, moved(ids, index, 1))}
                  >
                    <IconArrowDown size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={`Take ${clip.title} out of the collection`}
                    onClick={() =>
                      changes.order(
                        id,
                        ids.filter((one) => one !== clip.id),
                      )
                    }
                  >
                    <IconX size={14} />
                  </ActionIcon>
                </>
              )}
            </ClipRow>
          ))}
        </ol>
      )}
    </>
  );
}
