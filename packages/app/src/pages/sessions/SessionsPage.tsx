import { Button, Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { SessionFilter } from '../../load/sessionList.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { toFilter, toListSearch } from './listSearch.ts';
import { SessionFilters } from './SessionFilters.tsx';
import styles from './SessionsPage.module.css';
import { SessionTable } from './SessionTable.tsx';
import { SetUp } from './SetUp.tsx';
import { useSessionList } from './useSessionList.ts';

const route = getRouteApi('/sessions');

/** All sessions, newest first, as they come in. */
export function SessionsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useMemo(() => toFilter(search), [search]);
  const list = useSessionList(filter);
  const setFilter = useCallback(
    (next: SessionFilter) => void navigate({ search: toListSearch(next), replace: true }),
    [navigate],
  );

  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <h1 className={styles.title}>Sessions</h1>
        <span className={styles.space} />
        {list.isStale && (
          <span className={styles.stale} role="status">
            The server does not answer; the list is getting old.
          </span>
        )}
      </AppBar>
      {list.status !== 'unused' && <SessionFilters filter={filter} onChange={setFilter} />}
      <main className={styles.main}>
        {list.status === 'loading' && <Loading />}
        {list.status === 'failed' && (
          <ErrorNotice title="The sessions could not be loaded" error={list.error} onRetry={list.retry} />
        )}
        {list.status === 'unused' && <SetUp />}
        {list.status === 'empty' && (
          <Notice
            title="No session matches"
            action={
              <Button
                size="xs"
                variant="default"
                onClick={() => setFilter({ ...toFilter({}), range: 'all' })}
              >
                Show all sessions
              </Button>
            }
          >
            There are sessions outside this time range or these filters.
          </Notice>
        )}
        {list.status === 'loaded' && (
          <SessionTable
            sessions={list.sessions}
            hasMore={list.hasMore}
            onEnd={list.loadMore}
            listSearch={search}
            key={JSON.stringify(search)}
          />
        )}
      </main>
    </div>
  );
}

function Loading() {
  const rows = Array.from({ length: 10 }, (_, index) => index);
  return (
    <div className={styles.loading} role="status" aria-label="Loading sessions">
      {rows.map((row) => (
        <Skeleton key={row} height={36} />
      ))}
    </div>
  );
}
