import { Button, Skeleton } from '@mantine/core';
import type { SessionDetail, SessionLogPage } from '@throughline/format';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { revisionOf } from '../load/session.ts';
import { SESSION_LOGS_MOST, sessionLogPages } from '../load/sessionLogs.ts';
import { setRange } from '../state/actions.ts';
import { ALL_LOGS } from '../state/logsView.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { RestNotice } from '../ui/RestNotice.tsx';
import { countByService, filterLines, matchesOf } from './filterLines.ts';
import { LogList } from './LogList.tsx';
import styles from './LogsPanel.module.css';
import { LogToolbar, type Shown } from './LogToolbar.tsx';
import { inOrder, type LogLine, logLines } from './logLines.ts';
import { useMatches } from './useMatches.ts';

/** Console, exceptions and the logs of services in one list, in the order in which things happened. */
export function LogsPanel({
  session,
  colors,
}: {
  session: SessionDetail;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}) {
  const state = useSessionState();
  const view = useStore(state.logs, (value) => value);
  const range = useStore(state.range, (value) => value);
  const { pages, isComplete, error, restError, retry } = useAllPages(
    sessionLogPages(session.id),
    revisionOf(session),
  );
  /** The lines of a page are read once, however many pages come after it. */
  const read = useRef(new WeakMap<SessionLogPage, LogLine[]>());
  // While page after page arrives, what is shown lags behind rather than hold up the person.
  const latest = useDeferredValue(pages);
  const lines = useMemo(
    () =>
      latest &&
      inOrder(
        latest.flatMap((page) => {
          const known = read.current.get(page) ?? logLines(page);
          read.current.set(page, known);
          return known;
        }),
      ),
    [latest],
  );
  const services = useMemo(() => countByService(lines ?? []), [lines]);
  const [shown, setShown] = useState<Shown>({ wrap: false, matchesOnly: true });
  // Typing goes on while 50,000 lines are looked through.
  const settled = useDeferredValue(view);
  const filtered = useMemo(
    () => filterLines(lines ?? [], settled, { range, keepsAll: !shown.matchesOnly }),
    [lines, settled, range, shown.matchesOnly],
  );
  const matches = useMemo(() => matchesOf(filtered.lines, settled.query), [filtered, settled.query]);
  const { place, goToMatch } = useMatches(filtered.lines, matches);

  if (error) return <ErrorNotice title="The logs could not be loaded" error={error} onRetry={retry} />;
  if (!lines) return <Loading />;
  if (lines.length === 0)
    return isComplete ? (
      <Notice title="Nothing was logged">
        The page wrote nothing to its console, and no service sent a log: those with OpenTelemetry send them
        by OTLP to /v1/logs.
      </Notice>
    ) : (
      <Loading />
    );
  const clear = () => {
    state.logs.set(ALL_LOGS);
    setRange(state, null);
  };
  const { counts } = filtered;
  const isCut = isComplete && lines.length >= SESSION_LOGS_MOST;
  return (
    <section aria-label="Console and logs" className={styles.panel}>
      <RestNotice error={restError} onRetry={retry} />
      <LogToolbar
        lines={filtered.lines}
        counts={counts}
        services={services}
        colors={colors}
        status={statusOf({
          lines,
          shown: filtered.lines.length,
          matches: matches.length,
          place,
          isComplete,
          isCut,
        })}
        shown={shown}
        onShown={setShown}
        onMatch={goToMatch}
        session={session}
      />
      <div className={styles.body}>
        {filtered.lines.length > 0 ? (
          <LogList
            lines={filtered.lines}
            query={settled.query}
            wrap={shown.wrap}
            colors={colors}
            session={session.id}
          />
        ) : (
          <Notice
            title="No line matches"
            action={
              <Button size="xs" variant="default" onClick={clear}>
                Clear the filters
              </Button>
            }
          />
        )}
      </div>
    </section>
  );
}

function statusOf(known: {
  lines: readonly LogLine[];
  shown: number;
  matches: number;
  /** Place of the selected line among the matches, from 1; 0 if it is none. */
  place: number;
  isComplete: boolean;
  isCut: boolean;
}): string {
  const { lines, shown, matches, place, isComplete, isCut } = known;
  const all = lines.length.toLocaleString('en');
  const count = shown === lines.length ? `${all} lines` : `${shown.toLocaleString('en')} of ${all} lines`;
  return [
    ...(matches > 0
      ? [place > 0 ? `${place}/${matches.toLocaleString('en')}` : `${matches.toLocaleString('en')} matches`]
      : []),
    isCut ? `the first ${count}` : isComplete ? count : `${count}, loading`,
  ].join(' · ');
}

function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the logs">
      {Array.from({ length: 9 }, (_, row) => row).map((row) => (
        <Skeleton key={row} height={14} />
      ))}
    </div>
  );
}
