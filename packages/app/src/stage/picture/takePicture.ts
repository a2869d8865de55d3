import { PICTURE_BYTES_MOST, type SegmentSummary, type SessionDetail } from '@throughline/format';
import { fetchAsset, fetchSegments, type TimedItem } from '../../load/session.ts';
import { createMoment } from '../../state/moment.ts';
import { createPlayer, type Player } from '../player.ts';
import { segmentsOfTab } from '../replayWindow.ts';
import { tabAt, tabUse } from '../tabUse.ts';
import { type PageSize, pageToSvg } from './pageToSvg.ts';

/** Wider pages are made smaller, pixels: what an issue shows of them anyway. */
const WIDTH_MOST = 1_280;
/** Each time that a picture has too many bytes it is made smaller by this. */
const SMALLER = 0.7;
const NARROWEST = 200;

/** A larger page is not worth the memory, characters. */
const SVG_CHARACTERS_MOST = 32 * 1024 * 1024;

/** How long pictures in the page may take until they show, milliseconds. */
const IMAGES_WITHIN_MS = 2_000;

export interface PictureOptions {
  session: SessionDetail;
  segments: readonly SegmentSummary[];
  items: readonly TimedItem[];
  /** Unix milliseconds. */
  at: number;
  /** `undefined`: the one in use at the moment. */
  tab: string | undefined;
}

/**
 * A PNG of the page as it was at a moment: the replay once more, out of sight and under the same walls, drawn by the browser.
 * `undefined` if nothing was recorded that could be shown. Throws where the browser draws none.
 */
export async function takePicture(options: PictureOptions, signal: AbortSignal): Promise<Blob | undefined> {
  const { session, segments, items, at } = options;
  const tab = options.tab ?? tabAt(tabUse(session.tabs, segments, items), at);
  const clockOffset = session.tabs.find(({ id }) => id === tab)?.clockOffset ?? 0;
  const recording = { segments: tab ? segmentsOfTab(segments, tab) : [], clockOffset };
  if (!recording.segments.some(({ checkpoint }) => checkpoint)) return undefined;

  const holder = document.createElement('div');
  holder.inert = true;
  holder.setAttribute('aria-hidden', 'true');
  holder.style.cssText = 'position: fixed; top: 0; left: -100000px';
  document.body.append(holder);
  const moment = createMoment({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, at: 0 });
  moment.seek(at);
  const load = (some: readonly SegmentSummary[], aborted: AbortSignal) =>
    fetchSegments(session.id, some, aborted);
  const player = createPlayer(holder, moment, load, fetchAsset, {
    title: 'Page of the picture',
    readsAhead: false,
  });
  try {
    player.setRecording(recording);
    await untilShown(player, signal);
    const page = player.page()?.frame.contentDocument;
    const { size } = player.view.get();
    if (!page || !size) return undefined;
    await untilPicturesShow(page);
    signal.throwIfAborted();
    return await draw(pageToSvg(page, size), size);
  } finally {
    player.destroy();
    holder.remove();
  }
}

function untilShown(player: Player, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { status, message } = player.view.get();
      if (status === 'failed') end(() => reject(new Error(message)));
      else if (status === 'ready' && player.isShown()) end(resolve);
    };
    const abort = () => end(() => reject(signal.reason));
    const unsubscribe = player.view.subscribe(look);
    const end = (how: () => void) => {
      unsubscribe();
      signal.removeEventListener('abort', abort);
      how();
    };
    signal.addEventListener('abort', abort);
    look();
  });
}

async function untilPicturesShow(page: Document): Promise<void> {
  const shown = [...page.images].map((image) => image.decode().catch(() => undefined));
  const tooLate = new Promise((resolve) => setTimeout(resolve, IMAGES_WITHIN_MS));
  await Promise.race([Promise.all(shown), tooLate]);
}

async function draw(svg: string, { width, height }: PageSize): Promise<Blob> {
  if (svg.length > SVG_CHARACTERS_MOST) throw new Error('the page is too large');
  const image = new Image();
  // By a blob's address a browser would not let the canvas be read.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  for (let scale = Math.min(1, WIDTH_MOST / width); scale * width >= NARROWEST; scale *= SMALLER) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new Error('this browser draws none');
    if (png.size <= PICTURE_BYTES_MOST) return png;
  }
  throw new Error('the page is too large');
}
