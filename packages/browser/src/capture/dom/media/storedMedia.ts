import { ASSET_PREFIX, LIMITS } from '@throughline/format';
import type { eventWithTime } from 'rrweb';
import { sha256 } from '../../../assets/sha256.ts';
import type { Asset } from '../../../assets/sharedTexts.ts';
import { safely } from '../../../safely.ts';
import type { Stop } from '../../captured.ts';
import { createDataUrls } from './dataUrl.ts';
import { loadedFontFaces } from './fontFaces.ts';

export interface WantedMedia {
  images: boolean | undefined;
  fonts: boolean | undefined;
}

export interface MediaPage {
  /** Pictures that may be seen. */
  images(): Iterable<HTMLImageElement>;
  nodeId(node: Node): number | undefined;
  recorded(events: eventWithTime[], assets: readonly Asset[]): void;
  /** The browser's own. */
  fetch: typeof globalThis.fetch;
}

export interface StoredMedia {
  /** Tells all that is known of the page as it is: to be called after a checkpoint. */
  complete(): void;
  stop: Stop;
}

// rrweb's numbers, https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts; rrweb itself is in another file.
const INCREMENTAL_SNAPSHOT = 3;
const MUTATION = 0;
const ELEMENT_NODE = 2;
/** Ids of nodes that only the replay has; rrweb counts from 1. */
const FIRST_OWN_ID = 2 ** 30;

/**
 * Records what pictures show and which fonts are in use by what it is, not by where it lies: a reference takes the place of
 * an address. Pictures that are no elements (backgrounds) stay addresses.
 */
export function startStoredMedia(wanted: WantedMedia, page: MediaPage): StoredMedia {
  const dataUrlOf = createDataUrls(page.fetch);
  let stopped = false;
  /** Counts checkpoints: what is told of one is not told again. */
  let round = 0;
  let toldFonts = new Set<string>();
  let ownId = FIRST_OWN_ID;

  function tell(asset: string, changes: (reference: string) => object): void {
    if (stopped || asset.length > LIMITS.assetBytes) return;
    const hash = sha256(asset);
    const data = {
      source: MUTATION,
      texts: [],
      attributes: [],
      removes: [],
      adds: [],
      ...changes(ASSET_PREFIX + hash),
    };
    const event = { type: INCREMENTAL_SNAPSHOT, timestamp: Date.now(), data };
    page.recorded([event as unknown as eventWithTime], [[hash, asset]]);
  }

  async function tellImage(image: HTMLImageElement): Promise<void> {
    const url = image.currentSrc || image.src;
    const dataUrl = await dataUrlOf(url);
    // Meanwhile the page may have shown another one.
    if (!dataUrl || url !== (image.currentSrc || image.src)) return;
    const id = page.nodeId(image);
    if (id === undefined) return;
    const { parentElement } = image;
    const sources =
      parentElement?.localName === 'picture' ? [...parentElement.querySelectorAll('source')] : [];
    tell(dataUrl, (reference) => ({
      attributes: [
        // What lets a browser choose would choose an address.
        ...sources.map((source) => ({ id: page.nodeId(source), attributes: { srcset: null } })),
        { id, attributes: { srcset: null, src: reference } },
      ].filter((change) => change.id !== undefined),
    }));
  }

  async function tellFonts(): Promise<void> {
    const current = round;
    for (const { url, withUrl } of loadedFontFaces()) {
      if (toldFonts.has(url)) continue;
      toldFonts.add(url);
      const dataUrl = await dataUrlOf(url);
      const parentId = page.nodeId(document.head);
      if (!dataUrl || parentId === undefined || current !== round) continue;
      tell(withUrl(dataUrl), (reference) => ({
        adds: [{ parentId, nextId: null, node: styleNode(ownId++, reference) }],
      }));
    }
  }

  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  if (wanted.images)
    document.addEventListener(
      'load',
      ({ target }) =>
        safely(() => {
          if (!(target instanceof HTMLImageElement)) return;
          for (const image of page.images()) if (image === target) safely(() => tellImage(target));
        }),
      options,
    );
  if (wanted.fonts) document.fonts.addEventListener('loadingdone', () => safely(tellFonts), options);

  const complete = () => {
    round++;
    toldFonts = new Set();
    if (wanted.images) for (const image of page.images()) if (image.complete) safely(() => tellImage(image));
    if (wanted.fonts) safely(tellFonts);
  };
  complete();
  return {
    complete,
    stop() {
      stopped = true;
      listening.abort();
    },
  };
}

function styleNode(id: number, reference: string): object {
  return { type: ELEMENT_NODE, tagName: 'style', attributes: { _cssText: reference }, childNodes: [], id };
}
