import {
  ActionIcon,
  CloseButton,
  NativeSelect,
  SegmentedControl,
  Switch,
  TextInput,
  Tooltip,
} from '@mantine/core';
import {
  IconArrowsMaximize,
  IconFold,
  IconFoldDown,
  IconSearch,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import type { WaterfallView } from '../state/waterfallView.ts';
import styles from './Toolbar.module.css';

/** What is drawn beside the spans. */
export interface Drawn {
  logs: boolean;
  criticalPath: boolean;
}

/** What of the waterfall is shown, and how. */
export function Toolbar({
  services,
  count,
  drawn,
  onDrawn,
  onZoom,
  onCollapse,
}: {
  /** Names, sorted. */
  services: readonly string[];
  /** How much there is, or how much of it passes the filter, in words. */
  count: string;
  drawn: Drawn;
  onDrawn: (drawn: Drawn) => void;
  /** Zooms in or out of the middle, or out to all. */
  onZoom: (how: 'in' | 'out' | 'reset') => void;
  onCollapse: (all: boolean) => void;
}) {
  const { waterfall } = useSessionState();
  // Not all of it: zooming must not render what has nothing to do with it.
  const scope = useStore(waterfall, (view) => view.scope);
  const query = useStore(waterfall, (view) => view.query);
  const service = useStore(waterfall, (view) => view.service);
  const errorsOnly = useStore(waterfall, (view) => view.errorsOnly);
  const change = (changes: Partial<WaterfallView>) => waterfall.set({ ...waterfall.get(), ...changes });
  return (
    <div className={styles.toolbar}>
      <SegmentedControl
        aria-label="What is shown"
        size="xs"
        value={scope}
        onChange={(chosen) => change({ scope: chosen === 'trace' ? 'trace' : 'session', zoom: null })}
        data={[
          { value: 'session', label: 'Whole session' },
          { value: 'trace', label: 'This trace' },
        ]}
      />
      <TextInput
        aria-label="Search the spans"
        placeholder="Search spans and logs"
        size="xs"
        className={styles.search}
        leftSection={<IconSearch size={14} />}
        rightSection={
          query && (
            <CloseButton
              size="sm"
              aria-label="Clear the search of spans"
              onClick={() => change({ query: '' })}
            />
          )
        }
        value={query}
        onChange={(event) => change({ query: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label="Service"
        size="xs"
        className={styles.service}
        value={service}
        onChange={(event) => change({ service: event.currentTarget.value })}
        data={[
          { value: '', label: 'All services' },
          // One that a link names stays to be seen, though it is not here.
          ...[...new Set([...services, ...(service ? [service] : [])])].map((name) => ({
            value: name,
            label: name,
          })),
        ]}
      />
      <Switch
        size="xs"
        label="Errors only"
        checked={errorsOnly}
        onChange={(event) => change({ errorsOnly: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label="Logs"
        checked={drawn.logs}
        onChange={(event) => onDrawn({ ...drawn, logs: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label="Critical path"
        checked={drawn.criticalPath}
        onChange={(event) => onDrawn({ ...drawn, criticalPath: event.currentTarget.checked })}
      />
      <span className={styles.count} role="status" aria-label="Spans shown">
        {count}
      </span>
      <div className={styles.buttons}>
        <Action label="Collapse all" Icon={IconFold} onClick={() => onCollapse(true)} />
        <Action label="Expand all" Icon={IconFoldDown} onClick={() => onCollapse(false)} />
        <Action label="Zoom in ( + )" Icon={IconZoomIn} onClick={() => onZoom('in')} />
        <Action label="Zoom out ( − )" Icon={IconZoomOut} onClick={() => onZoom('out')} />
        <Action label="Reset the zoom ( 0 )" Icon={IconArrowsMaximize} onClick={() => onZoom('reset')} />
      </div>
    </div>
  );
}

function Action({
  label,
  Icon,
  onClick,
}: {
  label: string;
  Icon: ComponentType<{ size: number }>;
  onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label.replace(/ \(.*/, '')} onClick={onClick}>
        <Icon size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
