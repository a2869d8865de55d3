import { SegmentedControl } from '@mantine/core';
import type { ServiceMap } from '@throughline/format';
import { type ReactNode, useMemo } from 'react';
import type { MapView as View } from '../state/mapView.ts';
import { drawnPart } from './drawnPart.ts';
import { MapDrawing } from './MapDrawing.tsx';
import { MapTables } from './MapTables.tsx';
import styles from './MapView.module.css';
import type { NodeAction } from './NodeControl.tsx';

/** A service map, drawn or as tables, of one session or of a project. */
export function MapView({
  map,
  colors,
  minutes,
  action,
  view,
  onView,
  hint,
  notes,
  children,
}: {
  map: ServiceMap;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  /** How long the time was of which it tells; absent to tell counts, not rates. */
  minutes?: number;
  action: NodeAction;
  view: View;
  onView: (view: View) => void;
  /** What a click does. */
  hint: string;
  /** What must be said of how far it can be believed; empty ones are left out. */
  notes: readonly (string | false)[];
  /** Controls that stand before the others. */
  children?: ReactNode;
}) {
  const drawn = useMemo(() => drawnPart(map), [map]);
  const services = map.nodes.filter(({ kind }) => kind === 'service').length;
  const totals = [
    `${services} ${services === 1 ? 'service' : 'services'}`,
    `${map.edges.length} ${map.edges.length === 1 ? 'connection' : 'connections'}`,
    view === 'drawing' && drawn.left > 0 && `${drawn.left} called least only in the table`,
    ...notes,
  ];
  const shown = { colors, minutes, action };
  return (
    <>
      <header className={styles.head}>
        {children}
        <SegmentedControl
          size="xs"
          aria-label="View"
          data={[
            { value: 'drawing', label: 'Map' },
            { value: 'table', label: 'Table' },
          ]}
          value={view}
          onChange={(value) => onView(value === 'table' ? 'table' : 'drawing')}
        />
        <span className={styles.hint}>{hint} Durations are p95.</span>
        <span className={styles.totals} role="status" aria-label="What the map shows">
          {totals.filter(Boolean).join(', ')}
        </span>
      </header>
      {view === 'drawing' ? <MapDrawing map={drawn} {...shown} /> : <MapTables map={map} {...shown} />}
    </>
  );
}
