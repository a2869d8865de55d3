import type { eventWithTime, record } from 'rrweb';
import { safely } from '../../safely.ts';
import type { CapturedReplay, Stop } from '../captured.ts';
import type { Masking } from '../masking.ts';
import type { DomOptions } from './domOptions.ts';
import { type StyleChanges, watchPopovers } from './popovers.ts';

export interface OnDemandPage {
  mirror: (typeof record)['mirror'];
  masking: Masking;
  nodeId(node: Node): number | undefined;
  /** Records an event of the page, once there is a checkpoint to which it belongs. */
  event(event: eventWithTime): void;
  /** The browser's own. */
  fetch: typeof globalThis.fetch;
  /** Takes over what was recorded elsewhere. */
  recorded(events: eventWithTime[], assets: CapturedReplay['assets']): void;
  onError(error: unknown): void;
}

export interface OnDemand {
  /** To be called after a checkpoint, which holds nothing of what is recorded here. */
  complete(): void;
  stop: Stop;
}

/**
 * Records what few pages ask for or hold, each kind by a part that is loaded then: canvases, frames of other origins, pictures
 * and fonts; and open popovers.
 */
export function startOnDemand(
  { canvas, crossOriginIframes = [], storeImages, storeFonts }: DomOptions,
  page: OnDemandPage,
): OnDemand {
  const running: OnDemand[] = [];
  let stopped = false;
  const begin = (part: Promise<OnDemand>) => {
    safely(() =>
      part.then((begun) => {
        if (stopped) begun.stop();
        else running.push(begun);
      }),
    );
  };
  const restyle = (element: Element, style: StyleChanges) => {
    const id = page.nodeId(element);
    if (id !== undefined) page.event(styleEvent(id, style));
  };
  const { tellOpen, stop: stopPopovers } = watchPopovers(restyle);
  running.push({ complete: tellOpen, stop: stopPopovers });
  tellOpen();
  const isRecorded = (element: Element) =>
    page.nodeId(element) !== undefined && !page.masking.isIgnored(element);

  if (canvas) {
    const options = canvas === true ? {} : canvas;
    const isShown = (element: Element) => isRecorded(element) && !page.masking.isMasked(element);
    begin(
      import('./canvas/canvasRecording.ts').then(({ startCanvasRecording }) => {
        const { showAll, stop } = startCanvasRecording(options, {
          canvases: () => elements<HTMLCanvasElement>('CANVAS', page.mirror, isShown),
          show: restyle,
        });
        return { complete: showAll, stop };
      }),
    );
  }
  if (crossOriginIframes.length > 0) {
    // Its text is masked by the rules of the page in it; only a mark around the frame says that it is not to be seen.
    const isShown = (element: Element) => isRecorded(element) && !page.masking.isChoiceMasked(element);
    begin(
      import('./frames/frames.ts').then(({ recordFramesWithin }) => {
        const { ask, stop } = recordFramesWithin(crossOriginIframes, {
          frames: () => elements<HTMLIFrameElement>('IFRAME', page.mirror, isShown),
          nodeId: page.nodeId,
          recorded: page.recorded,
        });
        return { complete: ask, stop };
      }),
    );
  }
  if (storeImages || storeFonts)
    begin(
      import('./media/storedMedia.ts').then(({ startStoredMedia }) =>
        startStoredMedia(
          { images: storeImages, fonts: storeFonts },
          {
            ...page,
            images: () =>
              elements<HTMLImageElement>(
                'IMG',
                page.mirror,
                (image) => isRecorded(image) && page.masking.hiding(image) !== 'most',
              ),
          },
        ),
      ),
    );
  return {
    complete() {
      for (const part of running) part.complete();
    },
    stop() {
      stopped = true;
      for (const part of running) part.stop();
    },
  };
}

// rrweb's numbers; not imported, since that would bring rrweb into this part too.
const INCREMENTAL_SNAPSHOT = 3;
const MUTATION = 0;

/** Tells a player that declarations of an element's style are others now. */
function styleEvent(id: number, style: StyleChanges): eventWithTime {
  const attributes = [{ id, attributes: { style } }];
  return {
    type: INCREMENTAL_SNAPSHOT,
    timestamp: Date.now(),
    data: { source: MUTATION, texts: [], adds: [], removes: [], attributes },
  };
}

/** Elements of the page, then those in shadow roots and frames that are recorded. */
function* elements<Found extends Element>(
  nodeName: string,
  mirror: OnDemandPage['mirror'],
  isWanted: (element: Element) => boolean,
): Generator<Found> {
  for (const element of [...document.getElementsByTagName(nodeName)])
    if (isWanted(element)) yield element as Found;
  for (const id of mirror.getIds()) {
    const node = mirror.getNode(id);
    if (
      node?.nodeName === nodeName &&
      node.getRootNode() !== document &&
      isWanted(node as unknown as Element)
    )
      yield node as unknown as Found;
  }
}
