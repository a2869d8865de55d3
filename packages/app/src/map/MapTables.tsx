import type { MapNode, ServiceMap } from '@throughline/format';
import { ServiceName } from '../ui/ServiceName.tsx';
import styles from './FigureTable.module.css';
import { FigureTable } from './FigureTable.tsx';
import { type NodeAction, NodeControl } from './NodeControl.tsx';

/** The figures of the map in two tables: what stands on it, and who calls whom. */
export function MapTables({
  map: { nodes, edges },
  colors,
  minutes,
  action,
}: {
  map: ServiceMap;
  colors: ReadonlyMap<string, string>;
  minutes?: number | undefined;
  action: NodeAction;
}) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const chosen = 'chosen' in action ? action.chosen : '';
  const isChosen = (node: MapNode | undefined) =>
    chosen !== '' && node?.kind === 'service' && node.name === chosen;
  const named = (node: MapNode | undefined) =>
    node && (
      <NodeControl node={node} action={action} className={styles.node}>
        {node.kind === 'service' ? (
          <ServiceName service={node.name} color={colors.get(node.name)} />
        ) : (
          `${node.name} (${node.kind})`
        )}
      </NodeControl>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} aria-label="Figures of the map" tabIndex={0}>
      <FigureTable
        caption="Services, and what they call"
        heads={['Name']}
        minutes={minutes}
        rows={nodes.map((node) => ({
          ...node,
          key: node.id,
          cells: [named(node)],
          isChosen: isChosen(node),
        }))}
      />
      <FigureTable
        caption="Connections"
        heads={['From', 'To', 'How']}
        minutes={minutes}
        rows={edges.map((edge) => {
          const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
          const how = [
            edge.isAsync ? 'message' : 'call',
            ...(edge.isFailing ? ['on the way of a failure'] : []),
          ].join(', ');
          return {
            ...edge,
            key: `${edge.from}\n${edge.to}\n${edge.isAsync}`,
            name: `${from?.name}\n${to?.name}`,
            cells: [named(from), named(to), how],
            isChosen: isChosen(from) || isChosen(to),
          };
        })}
      />
    </section>
  );
}
