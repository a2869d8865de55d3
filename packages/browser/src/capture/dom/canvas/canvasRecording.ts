import { safely } from '../../../safely.ts';
import type { Stop } from '../../captured.ts';
import type { CanvasOptions } from '../domOptions.ts';

/** Pictures a second of one canvas: enough to follow what a person does, and the most that may be asked for. */
const PICTURES_A_SECOND = { usual: 2, most: 10 };
/** Pixels of a picture's longer side; a larger canvas is scaled down. */
const LONGEST_SIDE = { usual: 800, most: 2_000 };
/** Characters of one picture as a `data:` URL; of a canvas that takes more, later ones are half as large. */
const LONGEST_PICTURE = 200_000;
/** Canvases looked at in one go; a page of sparklines has hundreds. */
const MOST_CANVASES = 16;
/** Lossy, since what a canvas shows is mostly drawn to be looked at, not to be read off by the pixel. */
const FORMAT = { type: 'image/webp', quality: 0.6 };

/** What shows a picture where a canvas is, to any player and without a script: the canvas of a replay is empty. */
export type CanvasStyle = Record<string, string>;

export interface CanvasPage {
  /** Canvases of the page that may be recorded. */
  canvases(): Iterable<HTMLCanvasElement>;
  show(canvas: HTMLCanvasElement, style: CanvasStyle): void;
}

export interface CanvasRecording {
  /** Shows again what was shown last: a checkpoint does not hold it. */
  showAll(): void;
  stop: Stop;
}

interface Shown {
  picture: string;
  /** The canvas's own style then; a change of it takes the picture away in a replay. */
  style: string | null;
}

/** Records pictures of canvases that are in view, as often as the options say, if they have changed. */
export function startCanvasRecording(options: CanvasOptions, page: CanvasPage): CanvasRecording {
  const everyMs = 1000 / bounded(options.picturesPerSecond, PICTURES_A_SECOND);
  const longestSide = bounded(options.longestSide, LONGEST_SIDE);
  const shown = new Map<HTMLCanvasElement, Shown>();
  const scales = new WeakMap<HTMLCanvasElement, number>();
  /** Holds pictures of other origins, so that its own cannot be read. */
  const unreadable = new WeakSet<HTMLCanvasElement>();
  const busy = new Set<HTMLCanvasElement>();
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(): void {
    // A frame asked for between two frames comes after the page's own drawing, whose buffer can be read only then.
    timer = setTimeout(() => safely(() => requestAnimationFrame(() => safely(look))), everyMs);
  }

  function look(): void {
    if (stopped) return;
    let looked = 0;
    for (const canvas of shown.keys()) if (!canvas.isConnected) shown.delete(canvas);
    for (const canvas of page.canvases()) {
      if (busy.has(canvas) || unreadable.has(canvas) || !isInView(canvas)) continue;
      if (looked++ === MOST_CANVASES) break;
      busy.add(canvas);
      safely(() => take(canvas));
    }
    wait();
  }

  async function take(canvas: HTMLCanvasElement): Promise<void> {
    try {
      const scale =
        (scales.get(canvas) ?? 1) * Math.min(1, longestSide / Math.max(canvas.width, canvas.height));
      const picture = await pictureOf(canvas, scale);
      if (picture.length > LONGEST_PICTURE) scales.set(canvas, (scales.get(canvas) ?? 1) / 2);
      else if (!stopped) show(canvas, picture);
    } catch {
      unreadable.add(canvas);
    } finally {
      busy.delete(canvas);
    }
  }

  function show(canvas: HTMLCanvasElement, picture: string, again = false): void {
    const style = canvas.getAttribute('style');
    const before = shown.get(canvas);
    if (!again && before?.picture === picture && before.style === style) return;
    shown.set(canvas, { picture, style });
    page.show(canvas, {
      'background-image': `url("${picture}")`,
      'background-size': '100% 100%',
      'background-origin': 'content-box',
      'background-repeat': 'no-repeat',
    });
  }

  wait();
  return {
    showAll() {
      for (const [canvas, { picture }] of shown) show(canvas, picture, true);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function bounded(given: number | undefined, { usual, most }: { usual: number; most: number }): number {
  return given !== undefined && given > 0 ? Math.min(given, most) : usual;
}

function isInView(canvas: HTMLCanvasElement): boolean {
  if (canvas.width === 0 || canvas.height === 0) return false;
  const { top, left, bottom, right } = canvas.getBoundingClientRect();
  return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/** Reads the canvas at once, and gives its picture, scaled, as a `data:` URL; encoding takes no time of the page's thread. */
async function pictureOf(canvas: HTMLCanvasElement, scale: number): Promise<string> {
  const width = Math.max(1, Math.round(canvas.width * scale));
  const height = Math.max(1, Math.round(canvas.height * scale));
  const bitmap = await createImageBitmap(canvas, { resizeWidth: width, resizeHeight: height });
  const small = new OffscreenCanvas(width, height);
  small.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const blob = await small.convertToBlob(FORMAT);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => safely(() => resolve(String(reader.result)));
    reader.onerror = () => safely(() => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}
