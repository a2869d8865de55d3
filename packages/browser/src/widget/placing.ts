import { safely } from '../safely.ts';
import { ARROWS } from './arrows.ts';
import type { WidgetPosition } from './widgetOptions.ts';

/** Distance from the edges of the viewport at first, CSS pixels. */
const MARGIN = 16;

/**
 * Lets the person move `widget` by `handle`, with a pointer or the arrow keys. It hangs on the two edges that are nearest to
 * its `bar`, so that what opens beside the bar opens towards the middle and a smaller window takes it along.
 */
export function letMove(
  widget: HTMLElement,
  bar: HTMLElement,
  handle: HTMLElement,
  position: WidgetPosition,
): void {
  function hang(isBottom: boolean, isLeft: boolean, x: number, y: number): void {
    const { style, classList } = widget;
    for (const edge of ['left', 'right', 'top', 'bottom']) style.removeProperty(edge);
    style.setProperty(isLeft ? 'left' : 'right', `${x}px`);
    style.setProperty(isBottom ? 'bottom' : 'top', `${y}px`);
    classList.toggle('bottom', isBottom);
    classList.toggle('left', isLeft);
  }

  /** Puts the bar's left upper corner there, or as near as the viewport lets it. */
  function moveTo(wantedLeft: number, wantedTop: number): void {
    const { width, height } = bar.getBoundingClientRect();
    const left = Math.max(0, Math.min(wantedLeft, innerWidth - width));
    const top = Math.max(0, Math.min(wantedTop, innerHeight - height));
    const isLeft = left + width / 2 < innerWidth / 2;
    const isBottom = top + height / 2 > innerHeight / 2;
    hang(
      isBottom,
      isLeft,
      isLeft ? left : innerWidth - left - width,
      isBottom ? innerHeight - top - height : top,
    );
  }

  let grip: readonly [number, number] | undefined;
  handle.onpointerdown = (event) =>
    safely(() => {
      const { left, top } = bar.getBoundingClientRect();
      grip = [event.clientX - left, event.clientY - top];
      handle.setPointerCapture(event.pointerId);
    });
  handle.onpointermove = (event) =>
    safely(() => {
      if (grip) moveTo(event.clientX - grip[0], event.clientY - grip[1]);
    });
  handle.onpointerup = handle.onpointercancel = () =>
    safely(() => {
      grip = undefined;
    });
  handle.onkeydown = (event) =>
    safely(() => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      const { left, top } = bar.getBoundingClientRect();
      moveTo(left + arrow[0], top + arrow[1]);
      event.preventDefault();
    });
  hang(!position.startsWith('top'), position.endsWith('left'), MARGIN, MARGIN);
}
