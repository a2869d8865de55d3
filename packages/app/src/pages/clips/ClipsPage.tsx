import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../load/account.ts';
import { clipList, collectionList } from '../../load/clips.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { UndoLine } from '../../ui/UndoLine.tsx';
import { useNow } from '../../ui/useNow.ts';
import { AllClips } from './AllClips.tsx';
import styles from './ClipsPage.module.css';
import { CollectionNav } from './CollectionNav.tsx';
import { CollectionView } from './CollectionView.tsx';
import type { ClipsSearch } from './clipsSearch.ts';
import { LoadingRows } from './LoadingRows.tsx';
import { Mentions } from './Mentions.tsx';
import { useClipChanges } from './useClipChanges.ts';

const route = getRouteApi('/clips');

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGE_MS = 30_000;

/** Clips of all sessions, the collections of them, and the notes that mention the person. */
export function ClipsPage() {
  const search: ClipsSearch = route.useSearch();
  const navigate = route.useNavigate();
  const clips = useQuery(clipList());
  const collections = useQuery(collectionList());
  const changes = useClipChanges();
  const mayChange = useMay('annotate');
  const now = useNow(RENEW_AGE_MS);
  // Where nobody logs in, this browser knows by what name the person writes.
  const [myName] = useLocalStorage({ key: 'throughline-my-name', defaultValue: '' });
  const error = clips.error ?? collections.error;
  const isLoaded = clips.data !== undefined && collections.data !== undefined;
  const chosen = collections.data?.find(({ id }) => id === search.collection);
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
      </AppBar>
      <div className={styles.body}>
        <CollectionNav
          collections={collections.data ?? []}
          shown={search}
          mayMake={mayChange}
          onMake={async (name) => {
            const id = await changes.make(name);
            if (id !== undefined) await navigate({ to: '/clips', search: { collection: id } });
            return id !== undefined;
          }}
        />
        <main className={styles.main}>
          <h1 className={styles.hidden}>Clips</h1>
          {changes.error && (
            <p role="alert" className={styles.error}>
              {changes.error.message}
            </p>
          )}
          {changes.deleted && <UndoLine onUndo={changes.undo}>“{changes.deleted.name}” is deleted.</UndoLine>}
          {search.view === 'mentions' ? (
            <Mentions signedAs={myName} now={now} />
          ) : error && !isLoaded ? (
            <ErrorNotice
              title="The clips could not be loaded"
              error={error}
              onRetry={() => {
                void clips.refetch();
                void collections.refetch();
              }}
            />
          ) : !isLoaded ? (
            <LoadingRows label="Loading the clips" />
          ) : search.collection === undefined ? (
            <AllClips
              list={clips.data}
              collections={collections.data}
              changes={changes}
              mayChange={mayChange}
              now={now}
            />
          ) : chosen ? (
            <CollectionView
              key={chosen.id}
              collection={chosen}
              changes={changes}
              mayChange={mayChange}
              now={now}
              onDeleted={() => navigate({ to: '/clips', search: {} })}
            />
          ) : (
            <Notice title="This collection is not here">It may have been deleted.</Notice>
          )}
        </main>
      </div>
    </div>
  );
}
