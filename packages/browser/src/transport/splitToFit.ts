import type { Item } from '../buffer/item.ts';

/**
 * Cuts items into segments that a page which goes away can still send. `packedSize` is the size of some items on the
 * wire, in bytes. If all fit into `most` together they stay together. Else spans and logs, which are small, go first and
 * the recording follows in pieces of at most `piece`, so that as many as possible get through; an item that is larger by
 * itself stands alone.
 */
export function splitToFit(
  items: readonly Item[],
  packedSize: (items: readonly Item[]) => number,
  { most, piece }: { most: number; piece: number },
): (readonly Item[])[] {
  if (items.length === 0) return [];
  if (packedSize(items) <= most) return [items];
  const telemetry = items.filter(({ line }) => line !== 'replay');
  const replay = items.filter(({ line }) => line === 'replay');
  return [...halve(telemetry, packedSize, piece), ...halve(replay, packedSize, piece)];
}

function halve(
  items: readonly Item[],
  packedSize: (items: readonly Item[]) => number,
  most: number,
): (readonly Item[])[] {
  if (items.length === 0) return [];
  if (items.length === 1 || packedSize(items) <= most) return [items];
  const middle = items.length >> 1;
  return [
    ...halve(items.slice(0, middle), packedSize, most),
    ...halve(items.slice(middle), packedSize, most),
  ];
}
