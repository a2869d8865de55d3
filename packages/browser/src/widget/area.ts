import { ATTRIBUTES } from '@throughline/format';
import { elementSelector } from '../capture/element/elementSelector.ts';

/** A rectangle of the viewport, CSS pixels from its left and top edge. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Elements of which nothing but the size is recorded, as far as their own marks say so. */
const BLOCKED = '[data-throughline-block]';

/** The area as a note carries it: where it is, and what of the page, `widget` apart, stands beneath its middle. */
export function areaAttributes(area: Area, widget: Element): Record<string, unknown> {
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  const beneath = document.elementsFromPoint(x, y).find((found) => found !== widget);
  const shown = beneath?.closest(BLOCKED) ?? beneath;
  return {
    [ATTRIBUTES.areaX]: area.x,
    [ATTRIBUTES.areaY]: area.y,
    [ATTRIBUTES.areaWidth]: area.width,
    [ATTRIBUTES.areaHeight]: area.height,
    ...(shown && { [ATTRIBUTES.elementSelector]: elementSelector(shown) }),
  };
}

/** The rectangle between two points, whole pixels, within a viewport of this size. */
export function areaBetween(
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  [width, height]: readonly [width: number, height: number],
): Area {
  const within = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most));
  const [left, right] = [within(Math.min(from[0], to[0]), width), within(Math.max(from[0], to[0]), width)];
  const [top, bottom] = [within(Math.min(from[1], to[1]), height), within(Math.max(from[1], to[1]), height)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Puts an element where the area is. */
export function placeAt({ style }: HTMLElement, { x, y, width, height }: Area): void {
  for (const [name, value] of Object.entries({ left: x, top: y, width, height }))
    style.setProperty(name, `${value}px`);
}
