import { Button, Skeleton } from '@mantine/core';
import type { SessionDetail } from '@throughline/format';
import { useMemo } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { REQUESTS_MOST, requestPages } from '../load/requests.ts';
import { revisionOf, type TimedItem } from '../load/session.ts';
import { WHOLE_NETWORK } from '../state/networkView.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { RestNotice } from '../ui/RestNotice.tsx';
import { RequestDetail } from './detail/RequestDetail.tsx';
import { filterRequests } from './filterRequests.ts';
import { NetworkFilters } from './NetworkFilters.tsx';
import styles from './NetworkPanel.module.css';
import { NetworkTotals } from './NetworkTotals.tsx';
import { RequestTable } from './RequestTable.tsx';
import { type SelectedThing, selectedRequests } from './selectedRequests.ts';
import { sortRequests } from './sortRequests.ts';

/** The requests of the session's browser as developer tools show them, and all there is to know of one. */
export function NetworkPanel({
  session,
  items,
  selected,
  colors,
}: {
  session: SessionDetail;
  /** The timeline. */
  items: TimedItem[];
  selected: SelectedThing;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}) {
  const { network, range, caused: causedStore } = useSessionState();
  const causedByAction = useStore(causedStore, (value) => value?.requests);
  const view = useStore(network, (value) => value);
  const within = useStore(range, (value) => value);
  const { pages, isComplete, error, restError, retry } = useAllPages(
    requestPages(session.id),
    revisionOf(session),
  );
  const requests = useMemo(
    () => pages?.flatMap((page) => page.requests).sort((a, b) => a.start - b.start),
    [pages],
  );
  const inRange = useMemo(
    () =>
      within && requests
        ? requests.filter(({ start, duration }) => start <= within.to && start + duration >= within.from)
        : requests,
    [requests, within],
  );
  const { query, groups, failedOnly, sort } = view;
  const filtered = useMemo(
    () => inRange && filterRequests(inRange, { query, groups, failedOnly }),
    [inRange, query, groups, failedOnly],
  );
  const shown = useMemo(() => filtered && sortRequests(filtered, sort), [filtered, sort]);
  const { open, caused } = useMemo(() => selectedRequests(requests ?? [], selected), [requests, selected]);

  if (error) return <ErrorNotice title="The requests could not be loaded" error={error} onRetry={retry} />;
  if (!requests || !inRange || !filtered || !shown) return <Loading />;
  if (requests.length === 0)
    return (
      <Notice title={isComplete ? 'No request was recorded' : 'Loading the requests'}>
        The page has made none yet, or it was left before its browser could send them.
      </Notice>
    );
  return (
    <section aria-label="Network" className={styles.panel}>
      <RestNotice error={restError} onRetry={retry} />
      <NetworkFilters session={session} requests={inRange} shown={filtered} />
      <div className={styles.body}>
        <div className={styles.list}>
          {shown.length > 0 ? (
            <RequestTable
              requests={filtered}
              sorted={shown}
              openKey={open?.key}
              caused={causedByAction ?? caused}
              items={items}
            />
          ) : (
            <Notice
              title="No request matches"
              action={
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => network.set({ ...WHOLE_NETWORK, tab: view.tab })}
                >
                  Clear the filters
                </Button>
              }
            />
          )}
          <NetworkTotals
            all={inRange}
            shown={filtered}
            isComplete={isComplete}
            isCut={requests.length >= REQUESTS_MOST}
          />
        </div>
        {open && (
          <RequestDetail key={open.key} request={open} session={session} items={items} colors={colors} />
        )}
      </div>
    </section>
  );
}

function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the requests">
      {['90%', '70%', '84%', '62%', '78%'].map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </div>
  );
}
