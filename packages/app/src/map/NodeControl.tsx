import { Link } from '@tanstack/react-router';
import type { MapNode } from '@throughline/format';
import type { CSSProperties, ReactNode } from 'react';
import type { TimeRange } from '../load/sessionList.ts';
import { CAUSED_DESCRIPTION } from '../ui/causedDescription.ts';

/** What a click on a service does: it narrows what is around the map, or it leads to the sessions with that service. */
export type NodeAction =
  | {
      /** Name of the service that the rest is narrowed to; empty for none. */
      chosen: string;
      /** Given an empty name, nothing is narrowed any more. */
      onChoose: (service: string) => void;
      /** Names of the services that the selected action led to. */
      caused?: ReadonlySet<string> | undefined;
    }
  | {
      /** The search of the list's address. */
      sessionsOf: (service: string) => { q: string; range: TimeRange };
    };

/** What stands for a node, in the drawing and in the table; only of a service there is more to see. */
export function NodeControl({
  node: { kind, name },
  action,
  label,
  children,
  ...look
}: {
  node: Pick<MapNode, 'kind' | 'name'>;
  action: NodeAction;
  /** Its name and title, if the content does not tell all. */
  label?: string;
  className?: string | undefined;
  style?: CSSProperties;
  'data-failed'?: true | undefined;
  children: ReactNode;
}) {
  const told = { ...look, 'aria-label': label, title: label, 'data-kind': kind };
  if (kind !== 'service' || name === '')
    return label === undefined ? (
      <span {...told}>{children}</span>
    ) : (
      <span role="img" {...told}>
        {children}
      </span>
    );
  if ('sessionsOf' in action)
    return (
      <Link to="/sessions" search={action.sessionsOf(name)} {...told}>
        {children}
      </Link>
    );
  const isChosen = action.chosen === name;
  const isCaused = action.caused?.has(name);
  return (
    <button
      type="button"
      {...told}
      aria-pressed={isChosen}
      aria-description={isCaused ? CAUSED_DESCRIPTION : undefined}
      data-caused={isCaused || undefined}
      onClick={() => action.onChoose(isChosen ? '' : name)}
    >
      {children}
    </button>
  );
}
