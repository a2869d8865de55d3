import type { SegmentSummary } from '@throughline/format';
import { fetchAsset, fetchSegments } from '../../load/session.ts';
import { createPlayer, type Player } from '../../stage/player.ts';
import { cacheSegments } from '../../stage/segmentCache.ts';
import { createMoment, type MomentStore } from '../../state/moment.ts';

/** A player without the page around it, for tests and benchmarks that lead it by script. */
export interface PlayerHarness {
  /** Opens a session's recording of one tab at a moment (Unix milliseconds); done when its page is shown. */
  open(session: string, segments: SegmentSummary[], at: number): Promise<void>;
  /** Jumps; done when the page of the moment is shown. */
  seek(at: number): Promise<void>;
  /** Plays until the moment is so much further (milliseconds), and stops there at once: the frame had no time to follow. */
  playFor(elapsed: number): void;
  /** What the page is now: nodes, what stands in its fields, how far it is scrolled. */
  page(): string;
  /** What a player shows of the moment that has seen nothing else. */
  freshPage(at: number): Promise<string>;
}

declare global {
  interface Window {
    player: PlayerHarness;
  }
}

interface Opened {
  moment: MomentStore;
  player: Player;
  root: HTMLElement;
}

let session = '';
let segments: SegmentSummary[] = [];
let opened: Opened | null = null;

async function openPlayer(at: number): Promise<Opened> {
  const root = document.createElement('div');
  document.body.append(root);
  const moment = createMoment({
    from: segments[0]?.from ?? 0,
    to: segments.at(-1)?.to ?? 0,
    at,
  });
  const load = cacheSegments((some, signal) => fetchSegments(session, some, signal));
  const player = createPlayer(root, moment, load, fetchAsset);
  player.setRecording({ segments, clockOffset: 0 });
  const next = { moment, player, root };
  await shown(next);
  return next;
}

async function shown({ player }: Opened): Promise<void> {
  while (!player.isShown()) {
    const { status, message } = player.view.get();
    if (status === 'failed') throw new Error(message);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function pageOf({ player }: Opened): string {
  const page = player.page()?.frame.contentDocument;
  if (!page) return '';
  const all = [...page.querySelectorAll('*')];
  const fields = all.flatMap((element) => {
    const { value, checked } = element as HTMLInputElement;
    return /^(input|select|textarea)$/.test(element.localName) ? [value, checked] : [];
  });
  const scrolled = all.map(({ scrollTop, scrollLeft }) => `${scrollTop} ${scrollLeft}`);
  // What rrweb leaves on elements that the pointer has passed depends on whether it was seen to pass.
  const nodes = page.documentElement.outerHTML.replaceAll(' class=""', '');
  return JSON.stringify([nodes, fields, scrolled]);
}

window.player = {
  async open(id, recorded, at) {
    session = id;
    segments = recorded;
    opened?.player.destroy();
    opened?.root.remove();
    opened = await openPlayer(at);
  },
  async seek(at) {
    if (!opened) throw new Error('nothing is open');
    opened.moment.seek(at);
    await shown(opened);
  },
  playFor(elapsed) {
    if (!opened) throw new Error('nothing is open');
    opened.moment.play();
    opened.moment.advance(elapsed);
    opened.moment.pause();
  },
  page: () => (opened ? pageOf(opened) : ''),
  async freshPage(at) {
    const fresh = await openPlayer(at);
    const page = pageOf(fresh);
    fresh.player.destroy();
    fresh.root.remove();
    return page;
  },
};
