import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Clip, Collection } from '@throughline/format';
import { useState } from 'react';
import {
  CLIP_QUERIES,
  changeCollection,
  deleteClip,
  deleteCollection,
  makeClip,
  makeCollection,
} from '../../load/clips.ts';

/** What was deleted last, with what puts it back. */
interface Deleted {
  name: string;
  undo: () => Promise<unknown>;
}

/** What the page changes of clips and collections, and the undoing of what was deleted last. */
export function useClipChanges() {
  const client = useQueryClient();
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  const { mutateAsync, error } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSettled: () =>
      Promise.all(CLIP_QUERIES.map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] }))),
  });
  /** Whether it worked; why it did not is in `error`. */
  const run = (change: () => Promise<unknown>) =>
    mutateAsync(change).then(
      () => true,
      () => false,
    );
  return {
    error,
    deleted,
    undo: () => deleted && run(deleted.undo).then((worked) => worked && setDeleted(null)),
    /** The id of the new collection; `undefined` if it could not be made. */
    async make(name: string): Promise<string | undefined> {
      let id: string | undefined;
      await run(async () => {
        id = (await makeCollection({ name }))?.id;
      });
      return id;
    },
    order: (id: string, clips: string[]) => run(() => changeCollection({ id, clips })),
    rename: (id: string, name: string) => run(() => changeCollection({ id, name })),
    removeClip: (clip: Clip) =>
      run(() => deleteClip(clip.id)).then((worked) => {
        const { session, from, to, title, description, author } = clip;
        const undo = () => makeClip({ session, from, to, title, description, signedAs: author.name });
        if (worked) setDeleted({ name: title, undo });
      }),
    removeCollection: (collection: Collection) =>
      run(() => deleteCollection(collection.id)).then((worked) => {
        const { name, clips, author } = collection;
        const undo = async () => {
          const made = await makeCollection({ name, signedAs: author.name });
          if (made) await changeCollection({ id: made.id, clips: clips.map(({ id }) => id) });
        };
        if (worked) setDeleted({ name, undo });
        return worked;
      }),
  };
}

export type ClipChanges = ReturnType<typeof useClipChanges>;
