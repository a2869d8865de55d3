import { type ComponentType, lazy } from 'react';
import type { Panel } from '../../state/panels.ts';
import type { DockPanelProps } from './dockPanelProps.ts';

/** The panels of the dock: the names on their tabs, and their code, which loads when a panel is first opened. */
export const DOCK_PANELS: Record<Panel, { name: string; Content: ComponentType<DockPanelProps> }> = {
  waterfall: {
    name: 'Waterfall',
    Content: lazy(() =>
      import('../../waterfall/WaterfallPanel.tsx').then((part) => ({ default: part.WaterfallPanel })),
    ),
  },
  logs: {
    name: 'Console and logs',
    Content: lazy(() => import('../../logs/LogsPanel.tsx').then((part) => ({ default: part.LogsPanel }))),
  },
  network: {
    name: 'Network',
    Content: lazy(() =>
      import('../../network/NetworkPanel.tsx').then((part) => ({ default: part.NetworkPanel })),
    ),
  },
  events: {
    name: 'Events',
    Content: lazy(() =>
      import('../../events/EventsPanel.tsx').then((part) => ({ default: part.EventsPanel })),
    ),
  },
  map: {
    name: 'Map',
    Content: lazy(() => import('../../map/MapPanel.tsx').then((part) => ({ default: part.MapPanel }))),
  },
  info: {
    name: 'Info',
    Content: lazy(() => import('../../info/InfoPanel.tsx').then((part) => ({ default: part.InfoPanel }))),
  },
  notes: {
    name: 'Notes and clips',
    Content: lazy(() => import('../../notes/NotesPanel.tsx').then((part) => ({ default: part.NotesPanel }))),
  },
};
