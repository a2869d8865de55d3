import '@mantine/core/styles.css';
import '../../ui/theme.css';
import { MantineProvider } from '@mantine/core';
import { buildWaterfall, type WaterfallSpan } from '@throughline/model';
import { Profiler, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { EventList } from '../../events/EventList.tsx';
import { describeEvents } from '../../events/filterEvents.ts';
import type { TimedItem } from '../../load/session.ts';
import { RequestTable } from '../../network/RequestTable.tsx';
import { request } from '../../network/testing/requests.ts';
import { ActivityTimeline } from '../../stage/activity/ActivityTimeline.tsx';
import { Controls } from '../../stage/Controls.tsx';
import type { MomentStore } from '../../state/moment.ts';
import { createSessionState, SessionStateProvider } from '../../state/sessionState.tsx';
import { Timeline } from '../../timeline/Timeline.tsx';
import { visibleLines } from '../../waterfall/lines.ts';
import { WaterfallTree } from '../../waterfall/WaterfallTree.tsx';

/** The panels of a session page, each under a profiler, around a moment that the test moves. */
export interface RenderHarness {
  moment: MomentStore;
  /** How often React has rendered something of each panel. */
  renders: Record<string, number>;
  /** Lines of the waterfall that were rendered, by the names of their spans. */
  rendered: Map<string, number>;
}

declare global {
  interface Window {
    harness: RenderHarness;
  }
}

const FROM = 1_780_000_000_000;
const EVERY_MS = 10_000;
const NOTHING_RECORDED = { tabs: [], segments: [], tab: undefined };
const neverLoaded = () => Promise.reject(new Error('nothing is recorded'));
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
const requests = items.map(({ id, time }) => request(id, { key: id, start: time, duration: 500 }));
const events = describeEvents(
  items.map(({ id, time, timeUnixNano }) => ({
    id,
    name: id,
    time,
    timeUnixNano,
    service: 'shop',
    tabId: 'tab',
    severity: 'normal',
    text: '',
    attributes: {},
  })),
);
const NOTHING_CAUSED = new Set<string>();
/** How often each line of the waterfall was rendered: each time it asks its span for its name. */
const rendered = new Map<string, number>();
const SPANS = 50_000;
const spans = Array.from({ length: SPANS }, (_, index): WaterfallSpan => {
  const name = `span ${index}`;
  return {
    traceId: 't',
    spanId: `s${index}`,
    parentSpanId: index === 0 ? '' : 's0',
    service: 'shop',
    get name() {
      rendered.set(name, (rendered.get(name) ?? 0) + 1);
      return name;
    },
    kind: 'internal',
    hasError: false,
    start: index * EVERY_MS,
    duration: 500,
    links: [],
  };
});
const waterfall = buildWaterfall({ spans, logs: [], actions: [] });
const lines = visibleLines(waterfall, new Set(), true, null);
const control = { current: null };
rendered.clear();

const state = createSessionState({}, { from: FROM, to: FROM + 300 * EVERY_MS });
const renders: Record<string, number> = { timeline: 0, trace: 0, network: 0, events: 0, controls: 0 };
window.harness = { moment: state.moment, renders, rendered };

function Counted({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Profiler
      id={id}
      onRender={() => {
        renders[id] = (renders[id] ?? 0) + 1;
      }}
    >
      <div style={{ height: 260, display: 'flex', flexDirection: 'column' }}>{children}</div>
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
        <WaterfallTree
          waterfall={waterfall}
          lines={lines}
          origin={FROM}
          isSession
          selected={{}}
          colors={COLORS}
          withPath
          controlRef={control}
          onChoose={() => {}}
          onToggle={() => {}}
        />
      </Counted>
      <Counted id="network">
        <RequestTable
          requests={requests}
          sorted={requests}
          openKey={undefined}
          caused={NOTHING_CAUSED}
          items={items}
        />
      </Counted>
      <Counted id="events">
        <EventList events={events} openId={undefined} />
      </Counted>
      <Counted id="controls">
        <ActivityTimeline
          notes={[]}
          items={items}
          recorded={NOTHING_RECORDED}
          colors={COLORS}
          loadSegments={neverLoaded}
        />
        <Controls items={items} isLive={false} />
      </Counted>
    </SessionStateProvider>
  </MantineProvider>,
);
