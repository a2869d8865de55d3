import { type PointerEvent, useEffect, useState } from 'react';
import type { Store } from '../../state/store.ts';
import { useStore } from '../../state/store.ts';
import type { Player } from '../player.ts';
import type { LookedAt } from './lookedAt.ts';
import styles from './Picker.module.css';
import { elementAt, type Place, placeOf } from './places.ts';

/** How often the boxes follow a page that moves, milliseconds. */
const FOLLOWS_EVERY_MS = 100;

/** Lies over the replayed page: names the element under the pointer, and boxes those that are looked at. */
export function Picker({
  player,
  looked,
  scale,
}: {
  player: Player;
  looked: Store<LookedAt>;
  scale: number;
}) {
  const idAt = (event: PointerEvent<HTMLDivElement>): number | null => {
    const page = player.page();
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const document = page?.frame.contentDocument;
    if (!page || !document) return null;
    let element = elementAt(document, (event.clientX - left) / scale, (event.clientY - top) / scale);
    // What rrweb itself put into the page was not recorded.
    while (element && page.idOf(element) <= 0) element = element.parentElement;
    return element && page.idOf(element);
  };
  const change = (changes: Partial<LookedAt>) => {
    const before = looked.get();
    const after = { ...before, ...changes };
    if (after.hovered !== before.hovered || after.selected !== before.selected) looked.set(after);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree beside it is the way for keys.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only points into the page that lies under it.
    <div
      className={styles.picker}
      onPointerMove={(event) => change({ hovered: idAt(event) })}
      onPointerLeave={() => change({ hovered: null })}
      onClick={() => change({ selected: looked.get().hovered })}
    >
      <Box player={player} looked={looked} of="selected" scale={scale} />
      <Box player={player} looked={looked} of="hovered" scale={scale} />
    </div>
  );
}

function Box({
  player,
  looked,
  of,
  scale,
}: {
  player: Player;
  looked: Store<LookedAt>;
  of: keyof LookedAt;
  scale: number;
}) {
  const id = useStore(looked, (value) => value[of]);
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const follow = () => {
      const next = id === null ? null : placeOf(player.page()?.nodeOf(Math.abs(id)) ?? null);
      setPlace((before) => (isSame(before, next) ? before : next));
    };
    follow();
    const timer = setInterval(follow, FOLLOWS_EVERY_MS);
    return () => clearInterval(timer);
  }, [player, id]);
  if (!place) return null;
  const style = {
    left: place.left * scale,
    top: place.top * scale,
    width: place.width * scale,
    height: place.height * scale,
  };
  return (
    <div className={styles.box} data-of={of} style={style}>
      <span className={styles.size}>
        {Math.round(place.width)} × {Math.round(place.height)}
      </span>
    </div>
  );
}

function isSame(one: Place | null, other: Place | null): boolean {
  if (!one || !other) return one === other;
  return (
    one.left === other.left &&
    one.top === other.top &&
    one.width === other.width &&
    one.height === other.height
  );
}
