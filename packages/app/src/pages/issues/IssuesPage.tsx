import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { IssueFilter } from '@throughline/format';
import { useRef } from 'react';
import { issueList } from '../../load/issues.ts';
import { type IssueSearch, readIssueSearch, toIssueFilter } from '../../state/issueSearch.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { serviceColors } from '../../ui/serviceColor.ts';
import { useNow } from '../../ui/useNow.ts';
import { IssueRow } from './IssueRow.tsx';
import styles from './IssuesPage.module.css';
import { IssueTimesBar } from './IssueTimesBar.tsx';
import { IssueToolbar } from './IssueToolbar.tsx';
import { useRowKeys } from './useRowKeys.ts';

const route = getRouteApi('/issues');

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGES_MS = 5_000;

/** What went wrong in front and back ends, one row a fault. */
export function IssuesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = toIssueFilter(search);
  const { data, error, isPlaceholderData, refetch } = useQuery(issueList(filter));
  const now = useNow(RENEW_AGES_MS);
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const change = (next: Partial<IssueSearch>) =>
    void navigate({ search: readIssueSearch({ ...search, ...next }), replace: true });
  const isNarrowed = filter.text !== '' || filter.service !== '' || filter.release !== '';
  const issues = data?.issues ?? [];
  const colors = serviceColors([...new Set(issues.flatMap(({ services }) => services))]);
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
        {data && error && (
          <span className={styles.stale} role="status">
            The server does not answer; the list is getting old.
          </span>
        )}
      </AppBar>
      <main className={styles.main}>
        <h1 className={styles.title}>Issues</h1>
        <IssueToolbar filter={filter} onChange={change} />
        <IssueTimesBar />
        <div className={styles.body} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
          {error && !data && (
            <ErrorNotice
              title="The issues could not be loaded"
              error={error}
              onRetry={() => void refetch()}
            />
          )}
          {!error && !data && (
            <div className={styles.loading} role="status" aria-label="Loading issues">
              {[1, 2, 3, 4].map((row) => (
                <Skeleton key={row} height={44} />
              ))}
            </div>
          )}
          {data && issues.length === 0 && (
            <Notice
              title={isNarrowed ? 'No issue matches' : emptyTitle(filter.state)}
              action={
                (isNarrowed || filter.state !== 'all' || filter.range !== 'all') && (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => void navigate({ search: { state: 'all', range: 'all' } })}
                  >
                    Show all issues
                  </Button>
                )
              }
            >
              Exceptions that pages and services report are grouped here, one issue a fault. Name the release
              in your SDKs to see in which one each began.
            </Notice>
          )}
          {issues.length > 0 && (
            <>
              <div className={styles.head} aria-hidden="true">
                <span>Issue</span>
                <span>Trend</span>
                <span className={styles.number}>Events</span>
                <span className={styles.number}>Users</span>
                <span>First seen</span>
                <span>Last seen</span>
              </div>
              <ul ref={list} className={styles.list} aria-label="Issues">
                {issues.map((issue) => (
                  <IssueRow
                    key={issue.fingerprint}
                    issue={issue}
                    range={filter.range}
                    now={now}
                    colors={colors}
                  />
                ))}
              </ul>
              {data && data.total > issues.length && (
                <p className={styles.more}>
                  {issues.length} of {data.total} issues. Search, or choose a shorter time, to see the others.
                </p>
              )}
            </>
          )}
        </div>
      </main>
    </div>
  );
}

function emptyTitle(state: IssueFilter): string {
  return state === 'all' ? 'No issue in this time' : `No ${state} issue in this time`;
}
