import { ActionIcon, Loader, Tabs, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { Suspense } from 'react';
import { PANELS, type Panel, parsePanel } from '../../state/panels.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { useShared } from '../../state/shared.ts';
import { useStore } from '../../state/store.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ResizeHandle } from '../../ui/ResizeHandle.tsx';
import styles from './Dock.module.css';
import type { DockPanelProps } from './dockPanelProps.ts';
import { DOCK_PANELS } from './dockPanels.tsx';
import { usePanelSize } from './usePanelSize.ts';

/** Height of the dock, CSS pixels: at most so much that a window of 768 still shows the replay. */
const DOCK_HEIGHT = { initial: 300, least: 140, most: 620 };

/** What tells of the whole session, of the project, and what people say of it: not for those who look through a link. */
const OF_THE_TEAM: ReadonlySet<Panel> = new Set(['info', 'notes']);

/** The panels at the bottom of the page, a tab each; closed it is one line. */
export function Dock(props: DockPanelProps) {
  const { panel } = useSessionState();
  const shared = useShared();
  const panels = shared ? PANELS.filter((name) => !OF_THE_TEAM.has(name)) : PANELS;
  const open = useStore(panel, (value) => value);
  const [height, setHeight] = usePanelSize('dock', DOCK_HEIGHT);
  const toggle = open ? 'Close the panel' : 'Open the panel';
  return (
    <>
      {open && (
        <ResizeHandle
          label="Height of the panel"
          orientation="horizontal"
          size={height}
          least={DOCK_HEIGHT.least}
          most={DOCK_HEIGHT.most}
          onResize={setHeight}
        />
      )}
      <Tabs
        value={open}
        onChange={(name) => panel.set(parsePanel(name))}
        keepMounted={false}
        activateTabWithKeyboard={false}
        className={styles.dock}
        style={open ? { height } : undefined}
      >
        <div className={styles.head}>
          <Tabs.List aria-label="Panels" className={styles.tabs}>
            {panels.map((name) => (
              <Tabs.Tab key={name} value={name} className={styles.tab}>
                {DOCK_PANELS[name].name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <span className={styles.space} />
          {!open && !props.selected.traceId && (
            <span className={styles.hint}>Select a request, span or log to see what happened behind it.</span>
          )}
          <Tooltip label={toggle}>
            <ActionIcon
              aria-label={toggle}
              aria-expanded={open !== null}
              onClick={() => panel.set(open ? null : PANELS[0])}
            >
              {open ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
            </ActionIcon>
          </Tooltip>
        </div>
        {panels.map((name) => {
          const { name: title, Content } = DOCK_PANELS[name];
          return (
            <Tabs.Panel key={name} value={name} className={styles.body}>
              <Suspense
                fallback={
                  <Notice title={`Loading: ${title}`}>
                    <Loader size="sm" />
                  </Notice>
                }
              >
                <Content {...props} />
              </Suspense>
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
