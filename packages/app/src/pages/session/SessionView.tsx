import { useRouter } from '@tanstack/react-router';
import type { SessionDetail } from '@throughline/format';
import { useEffect, useMemo, useState } from 'react';
import { fetchSegments } from '../../load/session.ts';
import { ClipBar } from '../../notes/ClipBar.tsx';
import { Stage } from '../../stage/Stage.tsx';
import { cacheSegments } from '../../stage/segmentCache.ts';
import { rememberPlayback } from '../../state/playbackMemory.ts';
import { readSessionSearch } from '../../state/sessionSearch.ts';
import { createSessionState, SessionStateProvider } from '../../state/sessionState.tsx';
import { useShared } from '../../state/shared.ts';
import { useStore } from '../../state/store.ts';
import { filterItems } from '../../state/timelineFilter.ts';
import { withinRange } from '../../state/timeRange.ts';
import { StoryPanel } from '../../story/StoryPanel.tsx';
import { Timeline } from '../../timeline/Timeline.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { ResizeHandle } from '../../ui/ResizeHandle.tsx';
import { serviceColors } from '../../ui/serviceColor.ts';
import { Dock } from './Dock.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { SessionHeader } from './SessionHeader.tsx';
import styles from './SessionView.module.css';
import { useKeys } from './useKeys.ts';
import { useLinkedNote } from './useLinkedNote.ts';
import { usePanelSize } from './usePanelSize.ts';
import { useSelectedTrace } from './useSelectedTrace.ts';
import { useSessionClock } from './useSessionClock.ts';
import { useSessionData } from './useSessionData.ts';
import { useSessionUrl } from './useSessionUrl.ts';

/** The panels of a session side by side, and what keeps them together. */
export function SessionView({ session }: { session: SessionDetail }) {
  const router = useRouter();
  const shared = useShared();
  const [linked] = useState(() => readSessionSearch(router.state.location.search));
  const [state] = useState(() => createSessionState({ ...linked, at: linked.at ?? shared?.at }, session));
  const data = useSessionData(session);
  const { items, segments } = data;
  const filter = useStore(state.filter, (value) => value);
  const range = useStore(state.range, (value) => value);
  const visible = useMemo(() => withinRange(filterItems(items, filter), range), [items, filter, range]);
  const colors = useMemo(() => serviceColors(session.services), [session.services]);
  const loadSegments = useMemo(
    () => cacheSegments((segments, signal) => fetchSegments(session.id, segments, signal)),
    [session.id],
  );
  const tabOffsets = useMemo(
    () => new Map(session.tabs.map(({ id, clockOffset }) => [id, clockOffset])),
    [session.tabs],
  );
  const selected = useSelectedTrace(state, items);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useLinkedNote(state, session.id, linked.at !== undefined);
  useSessionUrl(state, session.id, shared !== null);
  useSessionClock(state, session, items);
  useEffect(() => rememberPlayback(state, window.localStorage), [state]);
  useKeys(state, visible, () => setHelpOpen(true));
  const [timelineWidth, setTimelineWidth] = usePanelSize('timeline', TIMELINE_WIDTH);

  return (
    <SessionStateProvider value={state}>
      <div className={styles.page}>
        <SessionHeader session={session} onHelp={() => setHelpOpen(true)} />
        <main className={styles.main}>
          <div className={styles.top}>
            <div className={styles.stage}>
              <ClipBar session={session.id} isPlaced={linked.at !== undefined} />
              {data.segmentsStatus === 'failed' ? (
                <ErrorNotice
                  title="The recording could not be loaded"
                  error={data.segmentsError}
                  onRetry={data.retrySegments}
                />
              ) : (
                <Stage
                  session={session}
                  segments={segments}
                  isLoading={data.segmentsStatus === 'loading'}
                  items={items}
                  colors={colors}
                  loadSegments={loadSegments}
                />
              )}
            </div>
            <ResizeHandle
              label="Width of the timeline"
              orientation="vertical"
              size={timelineWidth}
              least={TIMELINE_WIDTH.least}
              most={TIMELINE_WIDTH.most}
              onResize={setTimelineWidth}
            />
            <div className={styles.timeline} style={{ width: timelineWidth }}>
              <Timeline
                items={items}
                visible={visible}
                colors={colors}
                isComplete={data.isComplete}
                isCut={data.isCut}
                error={data.timelineError}
                onRetry={data.retryTimeline}
              />
              <StoryPanel session={session} items={items} selected={selected} colors={colors} />
            </div>
          </div>
          <Dock
            session={session}
            items={items}
            segments={segments}
            selected={selected}
            tabOffsets={tabOffsets}
            colors={colors}
          />
        </main>
      </div>
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </SessionStateProvider>
  );
}

/** Width of the timeline, CSS pixels: in a small window a third of it, so that the replay keeps most. */
const TIMELINE_WIDTH = {
  initial: Math.min(440, Math.round(window.innerWidth * 0.37)),
  least: 280,
  most: 760,
};
