import { useQuery } from '@tanstack/react-query';
import type { Note, SegmentSummary, SessionDetail } from '@throughline/format';
import { useMemo } from 'react';
import { noteList } from '../load/notes.ts';
import { isLive, type TimedItem } from '../load/session.ts';
import { FULL_SCREEN } from '../state/fullScreen.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { Notice } from '../ui/Notice.tsx';
import { ActivityTimeline } from './activity/ActivityTimeline.tsx';
import { Controls } from './Controls.tsx';
import { ReplayFrame } from './ReplayFrame.tsx';
import { segmentsOfTab } from './replayWindow.ts';
import styles from './Stage.module.css';
import type { LoadSegments } from './segmentCache.ts';
import { TabSwitcher } from './TabSwitcher.tsx';
import { tabAt, tabUse } from './tabUse.ts';

/** The same each time, so that nothing is rendered for it. */
const NO_NOTES: readonly Note[] = [];

/** The replay of a session: the page in use at the moment, and the controls. */
export function Stage({
  session,
  segments,
  isLoading,
  items,
  colors,
  loadSegments,
}: {
  session: SessionDetail;
  segments: SegmentSummary[];
  /** Whether it is not known yet what was recorded. */
  isLoading: boolean;
  items: TimedItem[];
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  loadSegments: LoadSegments;
}) {
  const { moment, tab: chosenTab } = useSessionState();
  const use = useMemo(() => tabUse(session.tabs, segments, items), [session.tabs, segments, items]);
  const chosen = useStore(chosenTab, (tab) => tab);
  const inUse = useStore(moment, ({ at }) => tabAt(use, at));
  const tab = chosen && segments.some((segment) => segment.tab === chosen) ? chosen : inUse;
  const clockOffset = session.tabs.find(({ id }) => id === tab)?.clockOffset ?? 0;
  const recording = useMemo(
    () => ({ segments: tab ? segmentsOfTab(segments, tab) : [], clockOffset }),
    [segments, tab, clockOffset],
  );
  const recorded = useMemo(() => ({ tabs: session.tabs, segments, tab }), [session.tabs, segments, tab]);
  const notes = useQuery(noteList(session.id)).data?.notes ?? NO_NOTES;
  const isPlayable = recording.segments.some(({ checkpoint }) => checkpoint);

  return (
    <section aria-label="Replay" className={styles.stage} {...FULL_SCREEN}>
      <TabSwitcher use={use} tabs={session.tabs} shown={tab} />
      {tab && isPlayable ? (
        <ReplayFrame
          key={tab}
          tab={tab}
          recording={recording}
          items={items}
          notes={notes}
          loadSegments={loadSegments}
        />
      ) : (
        <div className={styles.empty}>{!isLoading && <NoReplay isRecorded={segments.length > 0} />}</div>
      )}
      <div className={styles.controls}>
        <ActivityTimeline
          items={items}
          recorded={recorded}
          notes={notes}
          colors={colors}
          loadSegments={loadSegments}
        />
        <Controls items={items} isLive={isLive(session)} />
      </div>
    </section>
  );
}

function NoReplay({ isRecorded }: { isRecorded: boolean }) {
  if (isRecorded)
    return (
      <Notice title="Replay not playable yet">
        The recording of this tab has no checkpoint (a full picture of the page) to begin from. It may still
        arrive.
      </Notice>
    );
  return (
    <Notice title="No replay">
      No recording of the page has arrived for this session; only its telemetry has. The timeline shows all of
      it.
    </Notice>
  );
}
