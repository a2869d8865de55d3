import { Button } from '@mantine/core';
import type { TimedItem } from '../load/session.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { Notice } from '../ui/Notice.tsx';
import { useSessionWaterfall } from './useSessionWaterfall.ts';
import { useTraceWaterfall } from './useTraceWaterfall.ts';
import styles from './WaterfallPanel.module.css';
import { WaterfallView } from './WaterfallView.tsx';
import type { WaterfallPanelProps } from './waterfallPanelProps.ts';

/** What persons did, the requests that it caused and every span behind them: of the whole session, or of the one trace selected. */
export function WaterfallPanel(props: WaterfallPanelProps) {
  const { waterfall } = useSessionState();
  const scope = useStore(waterfall, (view) => view.scope);
  const { traceId } = props.selected;
  return (
    <section aria-label="Trace" className={styles.panel}>
      {scope === 'session' ? (
        <OfSession {...props} />
      ) : traceId ? (
        <OfTrace key={traceId} traceId={traceId} {...props} />
      ) : (
        <NoTrace item={props.selected.item} />
      )}
    </section>
  );
}

function OfSession(props: WaterfallPanelProps) {
  const origin = Math.floor(props.session.from);
  const loaded = useSessionWaterfall(props.session, props.items, origin);
  return (
    <WaterfallView
      {...props}
      {...loaded}
      isSession
      origin={origin}
      empty={
        <Notice title="No span of this session has arrived">
          Nothing was traced yet, or its services export to somewhere else.
        </Notice>
      }
    />
  );
}

function OfTrace({ traceId, ...props }: WaterfallPanelProps & { traceId: string }) {
  const origin = Math.floor(props.session.from);
  const loaded = useTraceWaterfall(traceId, props.session.to, props.tabOffsets, origin);
  return (
    <WaterfallView
      {...props}
      {...loaded}
      isSession={false}
      origin={origin}
      empty={
        <Notice title="No span of this trace has arrived">
          It was not sampled, its services export to somewhere else, or it is still on its way.
        </Notice>
      }
    />
  );
}

function NoTrace({ item }: { item: TimedItem | undefined }) {
  const { waterfall } = useSessionState();
  const whole = (
    <Button
      size="xs"
      variant="default"
      onClick={() => waterfall.set({ ...waterfall.get(), scope: 'session', zoom: null })}
    >
      Show the whole session
    </Button>
  );
  if (!item)
    return (
      <Notice title="Nothing is selected" action={whole}>
        Select a request, span or log in the timeline.
      </Notice>
    );
  return (
    <Notice title={item.title} action={whole}>
      This {item.kind} belongs to no trace.
      {item.detail && ` ${item.detail}`}
    </Notice>
  );
}
