import '@mantine/core/styles.css';
import '../../ui/theme.css';
import { MantineProvider } from '@mantine/core';
import type { Span } from '@throughline/format';
import { buildWaterfall } from '@throughline/model';
import { Profiler, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { TimedItem } from '../../load/session.ts';
import { Controls } from '../../stage/Controls.tsx';
import type { MomentStore } from '../../state/moment.ts';
import { createSessionState, SessionStateProvider } from '../../state/sessionState.tsx';
import { Timeline } from '../../timeline/Timeline.tsx';
import { TraceTree } from '../../waterfall/TraceTree.tsx';

/** The panels of a session page, each under a profiler, around a moment that the test moves. */
export interface RenderHarness {
  moment: MomentStore;
  /** How often React has rendered something of each panel. */
  renders: Record<string, number>;
}

declare global {
  interface Window {
    harness: RenderHarness;
  }
}

const FROM = 1_780_000_000_000;
const EVERY_MS = 10_000;
const COLORS = new Map([['shop', 'var(--service-0)']]);

const items = Array.from({ length: 300 }, (_, index): TimedItem => {
  const time = FROM + index * EVERY_MS;
  return {
    id: `item-${index}`,
    kind: 'log',
    service: 'shop',
    title: `line ${index}`,
    severity: 'normal',
    time,
    timeUnixNano: `${time}000000`,
  };
});
const waterfall = buildWaterfall({
  spans: Array.from({ length: 200 }, (_, index) => ({
    spanId: `s${index}`,
    parentSpanId: index === 0 ? '' : 's0',
    service: 'shop',
    name: `span ${index}`,
    startTimeUnixNano: `${FROM + index * 1_000}000000`,
    endTimeUnixNano: `${FROM + index * 1_000 + 500}000000`,
    status: { code: 'unset', message: '' },
  })) as Span[],
  logs: [],
});

const state = createSessionState({}, { from: FROM, to: FROM + 300 * EVERY_MS });
const renders: Record<string, number> = { timeline: 0, trace: 0, controls: 0 };
window.harness = { moment: state.moment, renders };

function Counted({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Profiler
      id={id}
      onRender={() => {
        renders[id] = (renders[id] ?? 0) + 1;
      }}
    >
      <div style={{ height: 260 }}>{children}</div>
    </Profiler>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <MantineProvider>
    <SessionStateProvider value={state}>
      <Counted id="timeline">
        <Timeline
          items={items}
          visible={items}
          colors={COLORS}
          isComplete
          isCut={false}
          error={null}
          onRetry={() => {}}
        />
      </Counted>
      <Counted id="trace">
        <TraceTree
          traceId="t"
          waterfall={waterfall}
          isTruncated={false}
          spanId={undefined}
          openLog={null}
          onChooseLog={() => {}}
          colors={COLORS}
        />
      </Counted>
      <Counted id="controls">
        <Controls items={items} />
      </Counted>
    </SessionStateProvider>
  </MantineProvider>,
);
