/** So many clicks, */
const CLICKS = 3;
/** within so long, */
const WITHIN_MS = 1_000;
/** and so near each other, CSS pixels, are those of a person whom nothing answers. */
const NEAR_PIXELS = 30;

export interface ClickPosition {
  /** Unix milliseconds. */
  time: number;
  /** CSS pixels from the left and top edge of the viewport. */
  x: number;
  y: number;
}

/** Tells, of each click, whether it makes those before it a rage click. One burst counts once, however long it goes on. */
export function createRageClicks(): (click: ClickPosition) => boolean {
  let burst: ClickPosition[] = [];
  let told = false;
  return (click) => {
    const before = burst.at(-1);
    if (
      !before ||
      click.time - before.time > WITHIN_MS ||
      Math.hypot(click.x - before.x, click.y - before.y) > NEAR_PIXELS
    )
      told = false;
    burst = [
      ...burst.filter(
        ({ time, x, y }) =>
          click.time - time <= WITHIN_MS && Math.hypot(click.x - x, click.y - y) <= NEAR_PIXELS,
      ),
      click,
    ];
    if (told || burst.length < CLICKS) return false;
    told = true;
    return true;
  };
}
