import { ATTRIBUTES, type PageArea } from '@throughline/format';

/** Beyond it no page has anything, CSS pixels: browsers cut layouts off at some 33 million. */
const FARTHEST = 33_000_000;

/** The part of a page that a note is about, if its attributes, given as text, say one that can be drawn. */
export function pageArea(attributes: Readonly<Record<string, string>>): PageArea | undefined {
  const [x, y, width, height] = [
    ATTRIBUTES.areaX,
    ATTRIBUTES.areaY,
    ATTRIBUTES.areaWidth,
    ATTRIBUTES.areaHeight,
  ].map((name) => (attributes[name] ? Number(attributes[name]) : Number.NaN)) as [
    number,
    number,
    number,
    number,
  ];
  const isDrawable = [x, y, width, height].every((length) => length >= 0 && length <= FARTHEST);
  return isDrawable && width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
