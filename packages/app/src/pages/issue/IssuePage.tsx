import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { IssueDetail } from '@throughline/format';
import { type ReactNode, useEffect } from 'react';
import { IssueStateBadge } from '../../issues/IssueStateBadge.tsx';
import { RangeControl } from '../../issues/RangeControl.tsx';
import { issueDetail, viewIssue } from '../../load/issues.ts';
import { RequestError } from '../../load/request.ts';
import { StackView } from '../../stack/StackView.tsx';
import { DEFAULT_ISSUE_RANGE, readRangeSearch } from '../../state/issueSearch.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { ServiceName } from '../../ui/ServiceName.tsx';
import { stretchBegin, TrendBars } from '../../ui/TrendBars.tsx';
import { IssueActions } from './IssueActions.tsx';
import { IssueFacts } from './IssueFacts.tsx';
import styles from './IssuePage.module.css';
import { IssueReleases } from './IssueReleases.tsx';
import { IssueSessions } from './IssueSessions.tsx';

const route = getRouteApi('/issues/$fingerprint');

/** One issue: how often, since when, in which code, and the sessions in which it can be seen. */
export function IssuePage() {
  const { fingerprint } = route.useParams();
  const { range = DEFAULT_ISSUE_RANGE } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(issueDetail(fingerprint, range));
  const isMissing = error instanceof RequestError && error.status === 404;
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
        {data && error && (
          <span className={styles.stale} role="status">
            The server does not answer; this page is getting old.
          </span>
        )}
      </AppBar>
      <main className={styles.main}>
        {data && (
          <Issue key={fingerprint} issue={data}>
            <RangeControl
              range={range}
              onChange={(next) => void navigate({ search: readRangeSearch({ range: next }), replace: true })}
            />
          </Issue>
        )}
        {!data && isMissing && (
          <Notice
            title="This issue is not here"
            action={
              <Button size="xs" component={Link} to="/issues">
                All issues
              </Button>
            }
          >
            Its exceptions have expired or were erased, or there never were any of this fingerprint.
          </Notice>
        )}
        {!data && error && !isMissing && (
          <ErrorNotice title="The issue could not be loaded" error={error} onRetry={() => void refetch()} />
        )}
        {!data && !error && (
          <div className={styles.loading} role="status" aria-label="Loading the issue">
            <Skeleton height={52} />
            <Skeleton height={96} />
            <Skeleton height={220} />
          </div>
        )}
      </main>
    </div>
  );
}

function Issue({ issue, children }: { issue: IssueDetail; children: ReactNode }) {
  const { fingerprint, type, message, place, services, events, sessions, users, trend, sample } = issue;
  const { mutate: view } = useMutation({ mutationFn: () => viewIssue(fingerprint) });
  const isViewed = issue.history.firstViewedAt !== undefined;
  useEffect(() => {
    if (!isViewed) view();
  }, [isViewed, view]);
  return (
    <>
      <header className={styles.header}>
        <div className={styles.what}>
          <h1 className={styles.title}>
            {type && <span className={styles.type}>{type}</span>}{' '}
            {message || (!type && 'An exception without a message')}
          </h1>
          <p className={styles.where}>
            <IssueStateBadge issue={issue} />
            {services.map((service) => (
              <ServiceName key={service} service={service} />
            ))}
            {place && <code>{place}</code>}
          </p>
        </div>
        <IssueActions issue={issue} />
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <section className={styles.part} aria-labelledby="trend">
            <div className={styles.bar}>
              <h2 id="trend" className={styles.heading}>
                Trend
              </h2>
              <p className={styles.figures}>
                <Figure count={events} of="event" />, <Figure count={users} of="user" />,{' '}
                <Figure count={sessions} of="session" />
              </p>
              {children}
            </div>
            <div className={styles.trend}>
              <TrendBars
                counts={trend.counts}
                label={`${events} events, at most ${Math.max(0, ...trend.counts)} in one stretch`}
                titleOf={(index) => `${stretchBegin(trend, index)}: ${trend.counts[index] ?? 0} events`}
              />
            </div>
          </section>
          <section className={styles.part} aria-labelledby="latest">
            <h2 id="latest" className={styles.heading}>
              Latest exception
            </h2>
            {sample.message !== message && <p className={styles.message}>{sample.message}</p>}
            {sample.stack ? (
              <StackView stack={sample.stack} release={sample.release} />
            ) : (
              <p className={styles.note}>Its record has no stack.</p>
            )}
          </section>
          <IssueSessions issue={issue} />
        </div>
        <aside className={styles.aside} aria-label="About this issue">
          <IssueFacts issue={issue} />
          <IssueReleases releases={issue.releases} />
        </aside>
      </div>
    </>
  );
}

function Figure({ count, of }: { count: number; of: string }) {
  return (
    <>
      <strong>{formatCount(count)}</strong> {count === 1 ? of : `${of}s`}
    </>
  );
}
