import type { Note } from '@throughline/format';
import { useEffect, useMemo, useRef, useState } from 'react';
import { fetchAsset, type TimedItem } from '../load/session.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { createStore, useStore } from '../state/store.ts';
import { formatDuration, formatPosition } from '../ui/format.ts';
import { ErrorNotice } from '../ui/Notice.tsx';
import { AddressBar } from './AddressBar.tsx';
import { addressesOf } from './addresses.ts';
import { MarkLayer } from './drawing/MarkLayer.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { type LookedAt, NOTHING } from './inspector/lookedAt.ts';
import { Picker } from './inspector/Picker.tsx';
import { createPlayer, type Player, type PlayerView, type Recording } from './player.ts';
import styles from './ReplayFrame.module.css';
import { areaNotes, noteAt } from './recordedNotes.ts';
import type { LoadSegments } from './segmentCache.ts';
import { useDragToPan } from './useDragToPan.ts';
import { useScale } from './useScale.ts';

/** One tab's recorded page at the moment, scaled to the room there is. */
export function ReplayFrame({
  tab,
  recording,
  items,
  notes,
  loadSegments,
}: {
  tab: string;
  recording: Recording;
  items: TimedItem[];
  /** Of the session. */
  notes: readonly Note[];
  loadSegments: LoadSegments;
}) {
  const { moment, activity, trail, pictureZoom, inspecting } = useSessionState();
  const rootRef = useRef<HTMLDivElement>(null);
  const [player, setPlayer] = useState<Player | null>(null);
  const [view, setView] = useState<PlayerView | null>(null);

  useEffect(() => {
    if (!rootRef.current) return;
    const created = createPlayer(rootRef.current, moment, loadSegments, fetchAsset);
    const unsubscribe = created.view.subscribe(() => setView(created.view.get()));
    setPlayer(created);
    return () => {
      unsubscribe();
      created.destroy();
    };
  }, [moment, loadSegments]);

  const hasTrail = useStore(trail, (value) => value);
  useEffect(() => player?.setTrail(hasTrail), [player, hasTrail]);
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

  const zoom = useStore(pictureZoom, (value) => value);
  const isInspecting = useStore(inspecting, (value) => value);
  const [looked] = useState(() => createStore<LookedAt>(NOTHING));
  const { outerRef, scale } = useScale(view?.size ?? null, zoom);
  useDragToPan(outerRef, zoom !== 'fit' && !isInspecting);
  const size = view?.size;
  return (
    <>
      <AddressBar addresses={addresses} />
      <div className={styles.around}>
        <div className={styles.outer} ref={outerRef} data-zoomed={zoom !== 'fit' || undefined}>
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
            <MarkedArea tab={tab} items={items} scale={scale} />
            {size && <MarkLayer tab={tab} notes={notes} size={size} scale={scale} />}
            {isInspecting && player && <Picker player={player} looked={looked} scale={scale} />}
          </div>
          {view?.status === 'failed' && (
            <div className={styles.failed}>
              <ErrorNotice title="The replay stopped" error={view.message} onRetry={() => player?.retry()} />
            </div>
          )}
        </div>
        {view?.status !== 'failed' && <Gap missing={facts?.missingAssets ?? 0} />}
        {view?.status !== 'failed' && <Remark recording={recording} isLoading={view?.status !== 'ready'} />}
        {isInspecting && player && <Inspector player={player} looked={looked} />}
      </div>
    </>
  );
}

/** The part of the page that a note is about, while the note's moment is shown. */
function MarkedArea({ tab, items, scale }: { tab: string; items: TimedItem[]; scale: number }) {
  const { moment } = useSessionState();
  const notes = useMemo(() => areaNotes(items, tab), [items, tab]);
  const note = notes[useStore(moment, ({ at }) => noteAt(notes, at))];
  if (!note) return null;
  const { x, y, width, height } = note.area;
  const place = { left: x * scale, top: y * scale, width: width * scale, height: height * scale };
  return <div className={styles.area} style={place} role="note" aria-label={note.title} />;
}

/** Says that the page looked otherwise, and why. */
function Gap({ missing }: { missing: number }) {
  if (missing === 0) return null;
  return (
    <div className={styles.gap} role="note">
      {missing === 1 ? 'A style sheet or picture' : `${missing} style sheets or pictures`} of this page never
      arrived
    </div>
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
