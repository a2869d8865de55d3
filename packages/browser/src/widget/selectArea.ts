import { safely } from '../safely.ts';
import { type Area, areaBetween, placeAt } from './area.ts';
import { ARROWS } from './arrows.ts';
import { element } from './element.ts';

/** What a keyboard begins with, CSS pixels. */
const FIRST_SIZE = [240, 140] as const;
/** A rectangle smaller than this was a click, CSS pixels. */
const SMALLEST = 6;

/**
 * Lays itself over the page until the person has chosen a rectangle, by pointer or by keys. Gives it, or `undefined` if the
 * person leaves without.
 */
export function selectArea(root: ShadowRoot, help: string): Promise<Area | undefined> {
  return new Promise((resolve) => {
    const viewport = [innerWidth, innerHeight] as const;
    const middle = (size: number, most: number) => Math.max(0, (most - size) / 2);
    let from: readonly [number, number] = [
      middle(FIRST_SIZE[0], viewport[0]),
      middle(FIRST_SIZE[1], viewport[1]),
    ];
    let to: readonly [number, number] = [from[0] + FIRST_SIZE[0], from[1] + FIRST_SIZE[1]];
    let isDrawing = false;

    const frame = element('div', { className: 'area', hidden: true });
    const hint = element('p', { id: 'area-help' }, help);
    const overlay = element(
      'div',
      { className: 'overlay', tabIndex: 0, role: 'application', ariaLabel: help },
      hint,
      frame,
    );
    const area = () => areaBetween(from, to, viewport);
    const show = () => {
      frame.hidden = false;
      placeAt(frame, area());
    };
    const end = (chosen: Area | undefined) => {
      overlay.remove();
      resolve(chosen && Math.min(chosen.width, chosen.height) >= SMALLEST ? chosen : undefined);
    };

    overlay.onpointerdown = (event) =>
      safely(() => {
        overlay.setPointerCapture(event.pointerId);
        isDrawing = true;
        from = to = [event.clientX, event.clientY];
        show();
      });
    overlay.onpointermove = (event) =>
      safely(() => {
        if (!isDrawing) return;
        to = [event.clientX, event.clientY];
        show();
      });
    overlay.onpointerup = () =>
      safely(() => {
        if (isDrawing) end(area());
      });
    overlay.onpointercancel = () => safely(() => end(undefined));
    overlay.onkeydown = (event) =>
      safely(() => {
        const arrow = ARROWS[event.key];
        if (arrow) {
          if (!event.shiftKey) from = [from[0] + arrow[0], from[1] + arrow[1]];
          to = [to[0] + arrow[0], to[1] + arrow[1]];
          show();
        } else if (event.key === 'Enter') end(area());
        else if (event.key === 'Escape') end(undefined);
        else if (event.key !== 'Tab') return;
        event.preventDefault();
        event.stopPropagation();
      });
    root.append(overlay);
    overlay.focus();
    if (matchMedia('(pointer: none)').matches) show();
  });
}
