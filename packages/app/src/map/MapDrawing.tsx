import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconAlertTriangle, IconDatabase, IconMailForward, IconServer, IconWorld } from '@tabler/icons-react';
import type { MapNode, ServiceMap } from '@throughline/format';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { formatDuration } from '../ui/format.ts';
import { describeFigures, formatCalls, formatErrors, formatShare } from './figures.ts';
import { layoutMap, NODE, type PlacedEdge } from './layoutMap.ts';
import styles from './MapDrawing.module.css';
import { type NodeAction, NodeControl } from './NodeControl.tsx';

const ICONS: Record<MapNode['kind'], ReactNode> = {
  service: <IconServer size={14} aria-hidden />,
  database: <IconDatabase size={14} aria-hidden />,
  queue: <IconMailForward size={14} aria-hidden />,
  host: <IconWorld size={14} aria-hidden />,
};

/** The drawing is made smaller to fit, but not below what can be read. */
const LEAST_SCALE = 0.75;

/** Services from the left to the right, as they call each other; what failed is red, messages are dashed. */
export function MapDrawing({
  map,
  colors,
  minutes,
  action,
}: {
  map: ServiceMap;
  colors: ReadonlyMap<string, string>;
  /** How long the time was of which it tells; absent to tell counts, not rates. */
  minutes?: number | undefined;
  action: NodeAction;
}) {
  const placed = useMemo(() => layoutMap(map), [map]);
  const { ref: measured, width } = useElementSize<HTMLElement>();
  const drawing = useRef<HTMLElement>(null);
  const ref = useMergedRef(measured, drawing);
  const isMeasured = width > 0;
  const hasBegun = useRef(false);
  // Begins where the calls begin, which in a tall drawing is somewhere in the middle; what is renewed stays where it is.
  useEffect(() => {
    const first = placed.nodes.toSorted((a, b) => a.x - b.x)[0];
    const { current } = drawing;
    if (!first || !current || !isMeasured || hasBegun.current) return;
    hasBegun.current = true;
    const share = (first.y + NODE.height / 2) / placed.height;
    current.scrollTop = share * current.scrollHeight - current.clientHeight / 2;
  }, [placed, isMeasured]);
  const scale = isMeasured ? Math.max(LEAST_SCALE, Math.min(1, width / placed.width)) : 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section ref={ref} className={styles.scroll} aria-label="Drawing of the map" tabIndex={0}>
      <div className={styles.canvas} style={{ width: placed.width, height: placed.height, zoom: scale }}>
        {/* What it shows is told by the table of connections. */}
        <svg width={placed.width} height={placed.height} aria-hidden>
          <defs>
            <marker
              id="map-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerUnits="userSpaceOnUse"
              markerWidth="11"
              markerHeight="11"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8Z" fill="context-stroke" />
            </marker>
          </defs>
          {placed.edges.map((edge) => (
            <Edge key={`${edge.from}\n${edge.to}\n${edge.isAsync}`} edge={edge} minutes={minutes} />
          ))}
        </svg>
        {placed.nodes.map((node) => (
          <NodeControl
            key={node.id}
            node={node}
            action={action}
            label={`${node.kind} ${node.name}: ${describeFigures(node, minutes)}`}
            className={styles.node}
            style={{
              left: node.x,
              top: node.y,
              width: NODE.width,
              height: NODE.height,
              borderLeftColor: node.kind === 'service' ? colors.get(node.name) : undefined,
            }}
            data-failed={node.errors > 0 || undefined}
          >
            <span className={styles.name}>
              {ICONS[node.kind]}
              <span>{node.name}</span>
            </span>
            <span className={styles.figures}>
              {formatCalls(node.calls, minutes)}
              {node.errors > 0 && (
                <b>
                  <IconAlertTriangle size={12} aria-hidden />
                  {minutes === undefined ? formatErrors(node) : formatShare(node.errors / node.calls)}
                </b>
              )}
              <span>{formatDuration(node.p95)}</span>
            </span>
          </NodeControl>
        ))}
      </div>
    </section>
  );
}

function Edge({ edge, minutes }: { edge: PlacedEdge; minutes: number | undefined }) {
  const { points, label, calls, errors, p95, isFailing, isAsync } = edge;
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return (
    <g
      className={styles.edge}
      data-failed={errors > 0 || undefined}
      data-failing={isFailing || undefined}
      data-async={isAsync || undefined}
    >
      <path d={path} markerEnd="url(#map-arrow)" />
      <text x={label.x} y={label.y - 4}>
        {formatCalls(calls, minutes)}
      </text>
      <text x={label.x} y={label.y + 11}>
        {formatDuration(p95)}
      </text>
    </g>
  );
}
