import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SessionDetail } from '@throughline/format';
import { linkCompleteness, originOf, type UnlinkedReason } from '@throughline/model';
import { useMemo } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { spanRetention } from '../load/projectSettings.ts';
import { requestPages, isCutOff as requestsAreCutOff } from '../load/requests.ts';
import { serverNow } from '../load/serverClock.ts';
import { revisionOf, type TimedItem } from '../load/session.ts';
import { sessionSpanPages, isCutOff as spansAreCutOff } from '../load/sessionSpans.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { formatCount } from '../ui/format.ts';
import styles from './InfoPanel.module.css';
import { UNLINKED_WORDS } from './unlinkedWords.ts';

/** Requests named with each reason; the network panel has all. */
const NAMED_MOST = 5;

/** How many requests lead on to the services behind them, and why the others do not. */
export function LinkSection({ session, items }: { session: SessionDetail; items: TimedItem[] }) {
  const { panel } = useSessionState();
  const requests = useAllPages(requestPages(session.id), revisionOf(session));
  const spans = useAllPages(sessionSpanPages(session.id), revisionOf(session));
  const { data: keptDays } = useQuery(spanRetention());
  const links = useMemo(() => {
    // Before all is here a request looks lost whose spans are only on their way.
    if (!requests.pages || !spans.pages || !requests.isComplete || !spans.isComplete) return undefined;
    const pages = items.flatMap(({ kind, url }) => (kind === 'navigation' && url ? [originOf(url)] : []));
    return linkCompleteness(
      requests.pages.flatMap((page) => page.requests),
      spans.pages.flatMap((page) => page.traces),
      {
        pageOrigins: new Set([...pages, originOf(session.entryUrl)]),
        now: serverNow(),
        keptDays: keptDays ?? undefined,
      },
    );
  }, [requests.pages, requests.isComplete, spans.pages, spans.isComplete, items, session.entryUrl, keptDays]);
  const error = requests.error ?? spans.error ?? requests.restError ?? spans.restError;
  const isCut = requestsAreCutOff(requests.pages ?? []) || spansAreCutOff(spans.pages ?? []);
  return (
    <section className={styles.section} aria-label="Link completeness">
      <h3 className={styles.heading}>Link completeness</h3>
      {error !== null && error !== undefined && (
        <p role="alert">
          It could not be found out.{' '}
          <Button size="compact-xs" variant="default" onClick={() => [requests.retry(), spans.retry()]}>
            Retry
          </Button>
        </p>
      )}
      {!links && !error && <p role="status">Counting…</p>}
      {links && links.requests === 0 && (
        <p>
          {session.counts.requests > 0
            ? `The page made ${formatCount(session.counts.requests)} requests, which have expired: spans are kept for ${keptDays ?? 'some'} days.`
            : 'The page made no request.'}
        </p>
      )}
      {links && links.requests > 0 && (
        <>
          <p>
            <b>
              {links.linked} of {links.requests}
            </b>{' '}
            requests lead on to the services behind them.
          </p>
          {isCut && (
            <p role="status">
              The session has more requests or spans than the page holds. This tells of its beginning: some
              requests may look unlinked only because their spans are not here.
            </p>
          )}
          <ul className={styles.reasons}>
            {links.unlinked.map(({ reason, requests: them }) => (
              <li key={reason}>
                <b>{them.length}</b> · {UNLINKED_WORDS[reason].what}. {UNLINKED_WORDS[reason].mend}
                <Mend reason={reason} />
                <ul className={styles.named}>
                  {them.slice(0, NAMED_MOST).map(({ spanId, method, url }) => (
                    <li key={spanId}>
                      <code>
                        {method} {url}
                      </code>
                    </li>
                  ))}
                  {them.length > NAMED_MOST && <li>and {them.length - NAMED_MOST} more</li>}
                </ul>
              </li>
            ))}
          </ul>
          <Button size="compact-xs" variant="default" onClick={() => panel.set('network')}>
            Show the requests
          </Button>
        </>
      )}
    </section>
  );
}

/** What to paste to mend it, if that helps. */
function Mend({ reason }: { reason: UnlinkedReason }) {
  const { snippet } = UNLINKED_WORDS[reason];
  if (!snippet) return null;
  return (
    <details className={styles.mend}>
      <summary>How to mend it: {snippet.label}</summary>
      <CodeBlock code={snippet.code} label={`Copy: ${snippet.label}`} />
    </details>
  );
}
