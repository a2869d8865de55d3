import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import { CopyAction } from '../../ui/CopyAction.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ResizeHandle } from '../../ui/ResizeHandle.tsx';
import { TracePanel } from '../../waterfall/TracePanel.tsx';
import styles from './TraceDock.module.css';
import { usePanelSize } from './usePanelSize.ts';
import type { SelectedTrace } from './useSelectedTrace.ts';

/** Height of the dock, CSS pixels: at most so much that a window of 768 still shows the replay. */
const DOCK_HEIGHT = { initial: 300, least: 140, most: 620 };

/** The trace of what is selected, docked at the bottom; closed it is one line. */
export function TraceDock({
  selected,
  growsTo,
  tabOffsets,
  colors,
}: {
  selected: SelectedTrace;
  growsTo: number;
  tabOffsets: ReadonlyMap<string, number>;
  colors: ReadonlyMap<string, string>;
}) {
  const { panelOpen } = useSessionState();
  const isOpen = useStore(panelOpen, (value) => value);
  const [height, setHeight] = usePanelSize('trace', DOCK_HEIGHT);
  const toggle = isOpen ? 'Close the trace' : 'Open the trace';
  return (
    <>
      {isOpen && (
        <ResizeHandle
          label="Height of the trace"
          orientation="horizontal"
          size={height}
          least={DOCK_HEIGHT.least}
          most={DOCK_HEIGHT.most}
          onResize={setHeight}
        />
      )}
      <section aria-label="Trace" className={styles.dock} style={isOpen ? { height } : undefined}>
        <header className={styles.head}>
          <h2 className={styles.title}>Trace</h2>
          {selected.traceId && (
            <>
              <code className={styles.id}>{selected.traceId}</code>
              <CopyAction value={selected.traceId} label="Copy the trace id" />
            </>
          )}
          {!selected.traceId && !isOpen && (
            <span className={styles.hint}>Select a request, span or log to see what happened behind it.</span>
          )}
          <span className={styles.space} />
          <Tooltip label={toggle}>
            <ActionIcon aria-label={toggle} aria-expanded={isOpen} onClick={() => panelOpen.set(!isOpen)}>
              {isOpen ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
            </ActionIcon>
          </Tooltip>
        </header>
        {isOpen && (
          <div className={styles.body}>
            {selected.traceId ? (
              <TracePanel
                key={selected.traceId}
                traceId={selected.traceId}
                spanId={selected.spanId}
                growsTo={growsTo}
                tabOffsets={tabOffsets}
                colors={colors}
              />
            ) : selected.item ? (
              <Notice title={selected.item.title}>
                This {selected.item.kind} belongs to no trace.
                {selected.item.detail && ` ${selected.item.detail}`}
              </Notice>
            ) : (
              <Notice title="Nothing is selected">Select a request, span or log in the timeline.</Notice>
            )}
          </div>
        )}
      </section>
    </>
  );
}
