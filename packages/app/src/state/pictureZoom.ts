/** How large the replayed page is shown: as large as there is room, or in parts of its own size. */
export const PICTURE_ZOOMS = ['fit', 1, 2] as const;
export type PictureZoom = (typeof PICTURE_ZOOMS)[number];

/** The size after this one, and after the last the first. */
export function nextPictureZoom(zoom: PictureZoom): PictureZoom {
  return PICTURE_ZOOMS[(PICTURE_ZOOMS.indexOf(zoom) + 1) % PICTURE_ZOOMS.length] ?? 'fit';
}
