import { useEffect, useMemo, useRef, useState } from 'react';
import { fetchAsset } from '../../load/session.ts';
import { createMoment } from '../../state/moment.ts';
import { createPlayer, type Player, type PlayerView } from '../player.ts';
import { segmentsOfTab } from '../replayWindow.ts';
import type { LoadSegments } from '../segmentCache.ts';
import styles from './HoverCard.module.css';
import type { Recorded } from './recorded.ts';

/** Size of the picture, CSS pixels: a page is told by its outlines. */
export const PREVIEW_WIDTH = 208;
const PREVIEW_HEIGHT = 130;

/** How long the pointer rests before the page of its time is made, milliseconds: passing by costs nothing. */
const RESTS_FOR_MS = 180;

/**
 * How the page looked at a time: a second, small replay under the same walls as the first, made when the pointer first rests and
 * gone when it leaves. There is never more than this one.
 */
export function Preview({
  time,
  recorded,
  loadSegments,
}: {
  time: number;
  recorded: Recorded;
  loadSegments: LoadSegments;
}) {
  const [restedAt, setRestedAt] = useState<number | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRestedAt(time), RESTS_FOR_MS);
    return () => clearTimeout(timer);
  }, [time]);

  const { tabs, segments, tab } = recorded;
  const recording = useMemo(
    () => ({
      segments: tab ? segmentsOfTab(segments, tab) : [],
      clockOffset: tabs.find(({ id }) => id === tab)?.clockOffset ?? 0,
    }),
    [tabs, segments, tab],
  );
  const isPlayable = recording.segments.some(({ checkpoint }) => checkpoint);
  const rootRef = useRef<HTMLDivElement>(null);
  const hasRested = restedAt !== null && isPlayable;
  const [moment] = useState(() =>
    createMoment({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, at: 0 }),
  );
  const [player, setPlayer] = useState<Player | null>(null);
  const [view, setView] = useState<PlayerView | null>(null);

  useEffect(() => {
    if (restedAt !== null) moment.seek(restedAt);
  }, [moment, restedAt]);
  useEffect(() => {
    if (!hasRested || !rootRef.current) return;
    const created = createPlayer(rootRef.current, moment, loadSegments, fetchAsset, {
      title: 'Page at the pointer',
      readsAhead: false,
    });
    const unsubscribe = created.view.subscribe(() => setView(created.view.get()));
    setPlayer(created);
    return () => {
      unsubscribe();
      created.destroy();
    };
  }, [hasRested, moment, loadSegments]);
  useEffect(() => player?.setRecording(recording), [player, recording]);

  if (!isPlayable) return null;
  const size = view?.status === 'failed' ? null : view?.size;
  const scale = size ? Math.min(PREVIEW_WIDTH / size.width, PREVIEW_HEIGHT / size.height) : 1;
  return (
    <div className={styles.preview} style={{ height: PREVIEW_HEIGHT }} aria-hidden>
      <div
        ref={rootRef}
        className={styles.page}
        style={
          size
            ? {
                left: (PREVIEW_WIDTH - size.width * scale) / 2,
                width: size.width,
                height: size.height,
                transform: `scale(${scale})`,
              }
            : { visibility: 'hidden' }
        }
      />
    </div>
  );
}
