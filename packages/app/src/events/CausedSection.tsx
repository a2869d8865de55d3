import { IconAlertTriangle, IconArrowUpRight } from '@tabler/icons-react';
import type { SessionDetail } from '@throughline/format';
import { failureOf } from '@throughline/model';
import { useMemo } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { pageUrlAt } from '../load/pageUrl.ts';
import { requestPages, type TimedRequest } from '../load/requests.ts';
import { revisionOf, type TimedItem } from '../load/session.ts';
import { selectItem, selectSpan } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { formatDuration, formatUrl } from '../ui/format.ts';
import { Section } from '../ui/Section.tsx';
import styles from './CausedSection.module.css';
import type { DescribedEvent } from './filterEvents.ts';
import { whatItCaused } from './whatItCaused.ts';

/** What came of a click, each a way there: requests to the network panel, errors of services to the waterfall. */
export function CausedSection({
  click,
  items,
  session,
}: {
  click: DescribedEvent;
  items: TimedItem[];
  session: SessionDetail;
}) {
  const state = useSessionState();
  const { pages, isComplete } = useAllPages(requestPages(session.id), revisionOf(session));
  const { requests, errors } = useMemo(
    () => whatItCaused(click, pages?.flatMap((page) => page.requests) ?? [], items),
    [click, pages, items],
  );
  const goToRequest = (request: TimedRequest) => {
    selectSpan(state, request, request.start);
    state.panel.set('network');
  };
  const goToError = (item: TimedItem) => {
    selectItem(state, item);
    if (item.traceId) state.panel.set('waterfall');
  };
  return (
    <Section title="What it caused" count={requests.length + errors.length} isOpen>
      {requests.length + errors.length === 0 && (
        <p className={styles.nothing}>{isComplete ? 'No request and no error.' : 'Loading the requests…'}</p>
      )}
      <ul className={styles.list} aria-label="What it caused">
        {requests.map((request) => {
          const outcome =
            failureOf(request, pageUrlAt(items, request.tabId, request.start))?.label ?? request.status ?? '';
          return (
            <li key={request.key}>
              <button
                type="button"
                className={styles.link}
                data-failed={request.failed || undefined}
                onClick={() => goToRequest(request)}
              >
                <IconArrowUpRight size={13} aria-hidden />
                <span className={styles.text}>
                  {request.method} {formatUrl(request.url).path} {request.operation}
                </span>
                <span className={styles.aside}>
                  {outcome} {formatDuration(request.duration)}
                </span>
              </button>
            </li>
          );
        })}
        {errors.map((item) => (
          <li key={item.id}>
            <button type="button" className={styles.link} data-failed onClick={() => goToError(item)}>
              <IconAlertTriangle size={13} aria-hidden />
              <span className={styles.text}>
                {item.title} {item.detail}
              </span>
              <span className={styles.aside}>{item.service}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
