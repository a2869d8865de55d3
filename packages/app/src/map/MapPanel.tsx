import type { SessionDetail } from '@throughline/format';
import { buildServiceMap } from '@throughline/model';
import { useMemo } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { revisionOf } from '../load/session.ts';
import { isCutOff, sessionSpanPages } from '../load/sessionSpans.ts';
import { toMilliseconds } from '../load/times.ts';
import { narrowToService } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { RestNotice } from '../ui/RestNotice.tsx';
import { MapLoading } from './MapLoading.tsx';
import styles from './MapView.module.css';
import { MapView } from './MapView.tsx';

/** Who called whom in the session, or in the range of it that is chosen. */
export function MapPanel({
  session,
  colors,
}: {
  session: SessionDetail;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}) {
  const state = useSessionState();
  const within = useStore(state.range, (value) => value);
  const chosen = useStore(state.filter, ({ service }) => service);
  const caused = useStore(state.caused, (value) => value?.services);
  const view = useStore(state.mapView, (value) => value);
  const { pages, isComplete, error, restError, retry } = useAllPages(
    sessionSpanPages(session.id),
    revisionOf(session),
  );
  const map = useMemo(() => {
    const traces = pages?.flatMap((page) => page.traces);
    if (!traces || !within) return traces && buildServiceMap(traces);
    const isWithin = ({ spans }: (typeof traces)[number]) =>
      spans.some(({ startTimeUnixNano }) => {
        const start = toMilliseconds(startTimeUnixNano);
        return start >= within.from && start <= within.to;
      });
    return buildServiceMap(traces.filter(isWithin));
  }, [pages, within]);

  if (error) return <ErrorNotice title="The map could not be loaded" error={error} onRetry={retry} />;
  if (!map || !pages) return <MapLoading />;
  const failing = map.edges.filter(({ isFailing }) => isFailing).length;
  return (
    <section aria-label="Map" className={styles.panel}>
      <RestNotice error={restError} onRetry={retry} />
      {map.nodes.length === 0 ? (
        <Notice title={isComplete ? 'No service has told of this session' : 'Loading the map'}>
          Nothing was traced {within ? 'in the chosen range' : 'yet'}, or the services export to somewhere
          else.
        </Notice>
      ) : (
        <MapView
          map={map}
          colors={colors}
          action={{ chosen, caused, onChoose: (service) => narrowToService(state, service) }}
          view={view}
          onView={(next) => state.mapView.set(next)}
          hint="Choose a service to narrow the timeline, the waterfall and the logs to it."
          notes={[
            failing > 0 && `${failing} on the way of a failure`,
            !isComplete && !restError && 'more is loading',
            isCutOff(pages) && 'the session has more spans than the page holds: figures are of the first',
          ]}
        />
      )}
    </section>
  );
}
