import { CloseButton, Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SessionDetail } from '@throughline/format';
import { failureOf, servicesBehind } from '@throughline/model';
import { type ReactNode, useMemo } from 'react';
import { pageUrlAt } from '../../load/pageUrl.ts';
import type { TimedRequest } from '../../load/requests.ts';
import { type TimedItem, trace as traceQuery } from '../../load/session.ts';
import { payloadsOf } from '../../payload/payloadsOf.ts';
import { REQUEST_TABS, type RequestTab } from '../../state/networkView.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import { formatDuration } from '../../ui/format.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { HeadersTab } from './HeadersTab.tsx';
import { InitiatorTab } from './InitiatorTab.tsx';
import { PayloadTab } from './PayloadTab.tsx';
import { RequestActions } from './RequestActions.tsx';
import styles from './RequestDetail.module.css';
import { ResponseTab } from './ResponseTab.tsx';
import { TimingTab } from './TimingTab.tsx';
import { TraceTab } from './TraceTab.tsx';

const LABELS: Record<RequestTab, string> = {
  headers: 'Headers',
  payload: 'Payload',
  response: 'Response',
  timing: 'Timing',
  initiator: 'Initiator',
  trace: 'Trace',
};

/** All there is to know of one request, a tab each. */
export function RequestDetail({
  request,
  session,
  items,
  colors,
}: {
  request: TimedRequest;
  session: SessionDetail;
  /** The timeline, by which it is known where the page was. */
  items: TimedItem[];
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}) {
  const { network, selection } = useSessionState();
  const tab = useStore(network, (view) => view.tab);
  const { data: trace, error, refetch } = useQuery(traceQuery(request.traceId, session.to));
  const span = trace?.spans.find(({ spanId }) => spanId === request.spanId);
  const payloads = useMemo(() => payloadsOf(span?.attributes ?? {}).payloads, [span]);
  const sent = payloads.find(({ title }) => title === 'Request');
  const answered = payloads.find(({ title }) => title === 'Response');
  const failure = failureOf(request, pageUrlAt(items, request.tabId, request.start));
  const isAnsweredBehind =
    failure?.kind === 'cross-origin' && trace && servicesBehind(trace.spans, request.spanId).length > 0;
  const messages = useMemo(
    () => (trace?.logs ?? []).filter(({ spanId }) => spanId === request.spanId),
    [trace, request],
  );

  const content: Record<RequestTab, ReactNode> = {
    headers: <HeadersTab request={request} sent={sent} answered={answered} />,
    payload: <PayloadTab request={request} sent={sent} />,
    response: <ResponseTab request={request} answered={answered} logs={messages} />,
    timing: <TimingTab request={request} />,
    initiator: <InitiatorTab request={request} />,
    trace: trace && <TraceTab request={request} trace={trace} colors={colors} />,
  };
  const needsTrace = tab === 'headers' || tab === 'payload' || tab === 'response' || tab === 'trace';
  return (
    <section aria-label="Request" className={styles.detail}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h2 className={styles.url}>
            <span className={styles.method}>{request.method}</span> {request.url || 'Address not recorded'}
          </h2>
          <CloseButton size="sm" aria-label="Close the request" onClick={() => selection.set(null)} />
        </div>
        <div className={styles.facts}>
          {request.status !== undefined && (
            <span className={request.failed ? styles.failed : undefined}>{request.status}</span>
          )}
          <span>{formatDuration(request.duration)}</span>
          {request.operation && <span>GraphQL {request.operation}</span>}
          <span className={styles.space} />
          <RequestActions request={request} span={span} answered={answered} />
        </div>
        {failure && (
          <p className={styles.failure} data-aborted={failure.kind === 'aborted' || undefined}>
            {failure.reason}
            {isAnsweredBehind && ' A service did work on it, so CORS is the likelier.'}
          </p>
        )}
      </header>
      <Tabs
        value={tab}
        onChange={(name) => {
          const next = REQUEST_TABS.find((one) => one === name);
          if (next) network.set({ ...network.get(), tab: next });
        }}
        keepMounted={false}
        className={styles.tabs}
      >
        <Tabs.List aria-label="Of the request" className={styles.tabList}>
          {REQUEST_TABS.map((name) => (
            <Tabs.Tab key={name} value={name} className={styles.tab}>
              {LABELS[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {REQUEST_TABS.map((name) => (
          <Tabs.Panel key={name} value={name} className={styles.body} tabIndex={0}>
            {needsTrace && !trace && error ? (
              <ErrorNotice
                title="The request’s trace could not be loaded"
                error={error}
                onRetry={() => void refetch()}
              />
            ) : needsTrace && !trace ? (
              <div className={styles.loading} role="status" aria-label="Loading the request">
                <Skeleton height={14} width="70%" />
                <Skeleton height={14} width="90%" />
                <Skeleton height={14} width="50%" />
              </div>
            ) : (
              content[name]
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
