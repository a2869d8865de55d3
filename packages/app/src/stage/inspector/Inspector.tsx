import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { type Store, useStore } from '../../state/store.ts';
import type { Player } from '../player.ts';
import { ElementDetail } from './ElementDetail.tsx';
import { findElements } from './findElements.ts';
import styles from './Inspector.module.css';
import type { LookedAt } from './lookedAt.ts';
import { PageTreeView } from './PageTreeView.tsx';
import { usePageTree } from './usePageTree.ts';

/** The replayed page as a tree of its nodes. All of it is text: nothing of the recording is more than shown. */
export function Inspector({ player, looked }: { player: Player; looked: Store<LookedAt> }) {
  const tree = usePageTree(player);
  const selected = useStore(looked, (value) => value.selected);
  const [words, setWords] = useState('');
  const [found, setFound] = useState<number[]>([]);
  const [place, setPlace] = useState(0);
  const { reveal } = tree;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected is opened once, however the tree changes.
  useEffect(() => {
    if (selected !== null) reveal(selected);
  }, [selected]);

  const select = (id: number) => looked.set({ ...looked.get(), selected: id });
  const search = (next: string) => {
    setWords(next);
    const page = player.page();
    const document = page?.frame.contentDocument;
    const elements = page && document ? findElements(document, next) : [];
    const ids = elements.map((element) => page?.idOf(element) ?? -1).filter((id) => id > 0);
    setFound(ids);
    setPlace(0);
    if (ids[0] !== undefined) select(ids[0]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || found.length === 0) return;
    const next = (place + (event.shiftKey ? -1 : 1) + found.length) % found.length;
    setPlace(next);
    const id = found[next];
    if (id !== undefined) select(id);
  };

  const count = words.trim() === '' ? '' : found.length === 0 ? 'None' : `${place + 1} of ${found.length}`;
  return (
    <section aria-label="Inspector" className={styles.inspector}>
      <div className={styles.head}>
        <TextInput
          aria-label="Find an element"
          placeholder="Text or CSS selector"
          size="xs"
          flex={1}
          leftSection={<IconSearch size={14} />}
          value={words}
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <span role="status" aria-label="Elements found" className={styles.count}>
          {count}
        </span>
      </div>
      <PageTreeView tree={tree} looked={looked} onSelect={select} />
      <ElementDetail player={player} id={selected} rows={tree.rows} />
    </section>
  );
}
