/** How canvases are recorded. */
export interface CanvasOptions {
  /** Pictures a second of one canvas, if it changes. Default: 2; at most 10. */
  picturesPerSecond?: number;
  /** Pixels of a picture's longer side; a larger canvas is scaled down. Default: 800; at most 2000. */
  longestSide?: number;
}

/** What of a page is recorded only if it is asked for. */
export interface DomOptions {
  canvas?: boolean | CanvasOptions | undefined;
  crossOriginIframes?: readonly string[] | undefined;
  storeImages?: boolean | undefined;
  storeFonts?: boolean | undefined;
}
