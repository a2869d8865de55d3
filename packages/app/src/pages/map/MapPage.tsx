import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ProjectMap } from '@throughline/format';
import { useMemo } from 'react';
import { MAP_RANGES, type MapRange, projectMap } from '../../load/projectMap.ts';
import { TIME_RANGES } from '../../load/sessionList.ts';
import { formatShare } from '../../map/figures.ts';
import { MapLoading } from '../../map/MapLoading.tsx';
import { MapView } from '../../map/MapView.tsx';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { serviceColors } from '../../ui/serviceColor.ts';
import styles from './MapPage.module.css';
import { DEFAULT_MAP_RANGE, type MapSearch, readMapSearch, sessionsOfService } from './mapSearch.ts';

const route = getRouteApi('/map');

/** Who calls whom in the project, over a time that one chooses. */
export function MapPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = search.range ?? DEFAULT_MAP_RANGE;
  const { data, error, isPlaceholderData, refetch } = useQuery(projectMap(range));
  const change = (next: Partial<MapSearch>) =>
    void navigate({ search: readMapSearch({ ...search, ...next }), replace: true });
  const ranges = <Ranges range={range} onChange={(next) => change({ range: next })} />;
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
        {data && error && (
          <span className={styles.stale} role="status">
            The server does not answer; the map is getting old.
          </span>
        )}
      </AppBar>
      <main className={styles.main} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
        <h1 className={styles.title}>Map</h1>
        {data && data.nodes.length > 0 ? (
          <OfProject
            map={data}
            range={range}
            view={search.view ?? 'drawing'}
            onView={(view) => change({ view: view === 'table' ? view : undefined })}
          >
            {ranges}
          </OfProject>
        ) : (
          <>
            <div className={styles.empty}>{ranges}</div>
            {error ? (
              <ErrorNotice title="The map could not be loaded" error={error} onRetry={() => void refetch()} />
            ) : data && !isPlaceholderData ? (
              <Notice title="No service has told of itself in this time">
                Choose a longer time, or point the OpenTelemetry exporters of your services at this server:
                the map draws itself from their spans.
              </Notice>
            ) : (
              <MapLoading />
            )}
          </>
        )}
      </main>
    </div>
  );
}

function Ranges({ range, onChange }: { range: MapRange; onChange: (range: MapRange) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Time range"
      data={MAP_RANGES.map((value) => ({ value, label: TIME_RANGES[value].label }))}
      value={range}
      onChange={(value) => onChange(MAP_RANGES.find((known) => known === value) ?? DEFAULT_MAP_RANGE)}
    />
  );
}

const MINUTE_MS = 60_000;

function OfProject({
  map,
  range,
  ...shown
}: {
  map: ProjectMap;
  range: MapRange;
} & Pick<Parameters<typeof MapView>[0], 'view' | 'onView' | 'children'>) {
  const colors = useMemo(
    () => serviceColors(map.nodes.filter(({ kind }) => kind === 'service').map(({ name }) => name)),
    [map],
  );
  return (
    <MapView
      {...shown}
      map={map}
      colors={colors}
      minutes={(map.to - map.from) / MINUTE_MS}
      action={{ sessionsOf: (service) => sessionsOfService(service, range) }}
      hint="Choose a service to see its sessions."
      notes={[
        map.share < 1 &&
          `worked out of ${formatShare(map.share)} of ${formatCount(map.spans)} spans, whole traces of them`,
        map.isCut && 'what is called least is left out',
      ]}
    />
  );
}
