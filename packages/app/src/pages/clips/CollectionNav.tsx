import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Collection } from '@throughline/format';
import { type FormEvent, type ReactNode, useState } from 'react';
import styles from './CollectionNav.module.css';
import type { ClipsSearch } from './clipsSearch.ts';

/** What the page can show: all clips, each collection, what mentions the person; and the making of a collection. */
export function CollectionNav({
  collections,
  shown,
  mayMake,
  onMake,
}: {
  collections: readonly Collection[];
  shown: ClipsSearch;
  mayMake: boolean;
  onMake: (name: string) => Promise<boolean>;
}) {
  const [name, setName] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && (await onMake(name.trim()))) setName('');
  };
  return (
    <nav aria-label="Collections" className={styles.nav}>
      <NavLink to={{}} isShown={shown.view === undefined && shown.collection === undefined}>
        All clips
      </NavLink>
      <NavLink to={{ view: 'mentions' }} isShown={shown.view === 'mentions'}>
        Notes that mention me
      </NavLink>
      <h2 className={styles.title}>Collections</h2>
      {collections.map(({ id, name, clips }) => (
        <NavLink key={id} to={{ collection: id }} isShown={shown.collection === id}>
          <span className={styles.name}>{name}</span>
          <span className={styles.count}>{clips.length}</span>
        </NavLink>
      ))}
      {mayMake && (
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            size="xs"
            aria-label="Name of the new collection"
            placeholder="New collection"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" type="submit" disabled={name.trim() === ''}>
            Make
          </Button>
        </form>
      )}
    </nav>
  );
}

function NavLink({ to, isShown, children }: { to: ClipsSearch; isShown: boolean; children: ReactNode }) {
  return (
    <Link
      to="/clips"
      search={to}
      // All of them lead to one page: what the address adds tells them apart.
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={isShown ? 'page' : undefined}
      className={styles.link}
    >
      {children}
    </Link>
  );
}
