import { useEffect, useMemo, useRef, useState } from 'react';
import type { TimedItem } from '../load/session.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { formatDuration, formatPosition } from '../ui/format.ts';
import { ErrorNotice } from '../ui/Notice.tsx';
import { AddressBar } from './AddressBar.tsx';
import { addressesOf } from './addresses.ts';
import { createPlayer, type Player, type PlayerView, type Recording } from './player.ts';
import styles from './ReplayFrame.module.css';
import type { LoadSegment } from './segmentCache.ts';
import { useScale } from './useScale.ts';

/** One tab's recorded page at the moment, scaled to the room there is. */
export function ReplayFrame({
  tab,
  recording,
  items,
  loadSegment,
}: {
  tab: string;
  recording: Recording;
  items: TimedItem[];
  loadSegment: LoadSegment;
}) {
  const { moment, activity } = useSessionState();
  const rootRef = useRef<HTMLDivElement>(null);
  const [player, setPlayer] = useState<Player | null>(null);
  const [view, setView] = useState<PlayerView | null>(null);

  useEffect(() => {
    if (!rootRef.current) return;
    const created = createPlayer(rootRef.current, moment, loadSegment);
    const unsubscribe = created.view.subscribe(() => setView(created.view.get()));
    setPlayer(created);
    return () => {
      unsubscribe();
      created.destroy();
    };
  }, [moment, loadSegment]);

  useEffect(() => player?.setRecording(recording), [player, recording]);

  const { clockOffset, segments } = recording;
  const facts = view?.facts;
  useEffect(() => {
    if (!facts) return;
    // What has not been read may hold anything, so it counts as activity.
    const unread = segments.filter(({ seq }) => !facts.read.has(seq)).map(({ from }) => from);
    const times = [...facts.activity, ...unread].map((time) => time + clockOffset);
    activity.set(times.sort((a, b) => a - b));
  }, [activity, facts, segments, clockOffset]);

  const addresses = useMemo(() => {
    const recorded = facts?.addresses.map(({ time, url }) => ({ time: time + clockOffset, url })) ?? [];
    return addressesOf(tab, items, recorded);
  }, [tab, items, facts, clockOffset]);

  const { outerRef, scale } = useScale(view?.size ?? null);
  const size = view?.size;
  return (
    <>
      <AddressBar addresses={addresses} />
      <div className={styles.outer} ref={outerRef}>
        <div
          className={styles.page}
          hidden={view?.status === 'failed'}
          style={size ? { width: size.width * scale, height: size.height * scale } : undefined}
        >
          <div
            className={styles.root}
            ref={rootRef}
            style={
              size ? { width: size.width, height: size.height, transform: `scale(${scale})` } : undefined
            }
          />
        </div>
        {view?.status === 'failed' && (
          <div className={styles.failed}>
            <ErrorNotice title="The replay stopped" error={view.message} onRetry={() => player?.retry()} />
          </div>
        )}
        {view?.status !== 'failed' && <Remark recording={recording} isLoading={view?.status !== 'ready'} />}
      </div>
    </>
  );
}

/** A word over the replay where what it shows is not simply the moment. */
function Remark({ recording, isLoading }: { recording: Recording; isLoading: boolean }) {
  const { moment } = useSessionState();
  const { segments, clockOffset } = recording;
  const begins = (segments.find(({ checkpoint }) => checkpoint)?.from ?? 0) + clockOffset;
  const ends = Math.max(...segments.map(({ to }) => to)) + clockOffset;
  const remark = useStore(moment, ({ at, from, skipped }) => {
    if (skipped) return `Skipped ${formatDuration(skipped.to - skipped.from)} of inactivity`;
    if (at < begins - BARELY_MS) return `The recording begins at ${formatPosition(begins - from)}`;
    if (at > ends + BARELY_MS) return `The recording ends at ${formatPosition(ends - from)}`;
    return null;
  });
  if (isLoading) return <div className={`${styles.remark} ${styles.loading}`}>Loading the recording…</div>;
  return remark && <div className={styles.remark}>{remark}</div>;
}

/** Less than this before or after the recording is not worth a word, milliseconds. */
const BARELY_MS = 1_500;
