import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type KnownValues, SEARCH_KEYS } from '@throughline/model';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { type SessionFilter, sessionFacets } from '../../load/sessionList.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { FacetPanel } from './FacetPanel.tsx';
import { LoadingTable } from './LoadingTable.tsx';
import { toFilter, toListSearch } from './listSearch.ts';
import styles from './SessionsPage.module.css';
import { SessionTable, type TableHandle } from './SessionTable.tsx';
import { SessionToolbar } from './SessionToolbar.tsx';
import { useListKeys } from './useListKeys.ts';
import { useListPreferences } from './useListPreferences.ts';
import { useSessionList } from './useSessionList.ts';

// What most visits do not need comes when it is needed.
const SetUp = lazy(async () => ({ default: (await import('./SetUp.tsx')).SetUp }));
const NoMatch = lazy(async () => ({ default: (await import('./NoMatch.tsx')).NoMatch }));
const ListKeyHelp = lazy(async () => ({ default: (await import('./ListKeyHelp.tsx')).ListKeyHelp }));

const LIST = '/sessions';
const route = getRouteApi(LIST);

/** All sessions, newest first, as they come in. */
export function SessionsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const filter = useMemo(() => toFilter(search), [search]);
  const { columns, isLive, isAbsolute, hasFacets, choose } = useListPreferences();
  const list = useSessionList(filter, isLive);
  const facets = useQuery({
    ...sessionFacets(filter, isLive),
    enabled: list.status !== 'unused',
  });
  const known = useMemo(() => knownValues(facets.data?.facets ?? []), [facets.data]);
  const setFilter = useCallback(
    (next: SessionFilter) => {
      // What was typed is reported late: by then a session may be on its way, and must not be taken back.
      if (router.latestLocation.pathname === LIST)
        void navigate({ search: toListSearch(next), replace: true });
    },
    [navigate, router],
  );
  const table = useRef<TableHandle>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const help = useCallback(() => setHelpOpen(true), []);
  useListKeys(table, () => choose({ isLive: !isLive }), help);

  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
        {list.isStale && (
          <span className={styles.stale} role="status">
            The server does not answer; the list is getting old.
          </span>
        )}
      </AppBar>
      <main className={styles.main}>
        <h1 className={styles.title}>Sessions</h1>
        {list.status !== 'unused' && (
          <SessionToolbar
            filter={filter}
            known={known}
            columns={columns}
            isLive={isLive}
            hasFacets={hasFacets}
            onFilter={setFilter}
            onChoose={choose}
            onHelp={help}
          />
        )}
        <div className={styles.body}>
          {hasFacets && list.status !== 'unused' && (
            <FacetPanel
              facets={facets.data}
              error={facets.error}
              search={filter.search}
              onSearch={(next) => setFilter({ ...filter, search: next })}
              onRetry={() => void facets.refetch()}
            />
          )}
          <div className={styles.list}>
            <Suspense fallback={<LoadingTable columns={columns} isAbsolute={isAbsolute} />}>
              {list.status === 'loading' && <LoadingTable columns={columns} isAbsolute={isAbsolute} />}
              {list.status === 'failed' && (
                <ErrorNotice
                  title="The sessions could not be loaded"
                  error={list.error}
                  onRetry={list.retry}
                />
              )}
              {list.status === 'unused' && <SetUp />}
              {list.status === 'empty' && <NoMatch filter={filter} onChange={setFilter} />}
              {list.status === 'loaded' && (
                <SessionTable
                  sessions={list.sessions}
                  hasMore={list.hasMore}
                  onEnd={list.loadMore}
                  listSearch={search}
                  columns={columns}
                  isAbsolute={isAbsolute}
                  onTimeFormat={() => choose({ isAbsolute: !isAbsolute })}
                  handle={table}
                  key={JSON.stringify(search)}
                />
              )}
            </Suspense>
          </div>
        </div>
      </main>
      {isHelpOpen && (
        <Suspense>
          <ListKeyHelp onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function knownValues(facets: readonly { key: string; values: { value: string }[] }[]): KnownValues {
  const keys = new Set<string>(SEARCH_KEYS.map(({ key }) => key));
  return Object.fromEntries(
    facets
      .filter(({ key }) => keys.has(key))
      .map(({ key, values }) => [key, values.map(({ value }) => value)]),
  );
}
