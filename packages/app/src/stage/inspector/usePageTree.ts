import { useEffect, useMemo, useState } from 'react';
import { useSessionState } from '../../state/sessionState.tsx';
import type { Player } from '../player.ts';
import { idsAbove, rowsOf, type TreeRow } from './pageTree.ts';

/** How long the tree may be behind the page, milliseconds: it is read anew as the moment goes on. */
const BEHIND_BY_MS = 300;

/** The tree of the page that is shown, and what opens and closes it. */
export interface PageTree {
  rows: TreeRow[];
  toggle(id: number, open?: boolean): void;
  /** Opens all that the node lies in. */
  reveal(id: number): void;
}

export function usePageTree(player: Player): PageTree {
  const { moment } = useSessionState();
  const [revision, setRevision] = useState(0);
  const [opened, setOpened] = useState<ReadonlySet<number>>(() => outermost(player));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const renew = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setRevision((before) => before + 1);
        // A page that is new altogether is opened as the first was.
        setOpened((before) => (before.size > 0 ? before : outermost(player)));
      }, BEHIND_BY_MS);
    };
    const stops = [moment.subscribe(renew), player.view.subscribe(renew)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [player, moment]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is no value of React's; a revision tells that it changed.
  const rows = useMemo(() => {
    const page = player.page();
    const document = page?.frame.contentDocument;
    return page && document ? rowsOf(document, page, opened) : [];
  }, [player, opened, revision]);

  return {
    rows,
    toggle: (id, open) =>
      setOpened((before) => {
        const after = new Set(before);
        if (open ?? !before.has(id)) after.add(id);
        else after.delete(id);
        return after;
      }),
    reveal(id) {
      const page = player.page();
      const node = page?.nodeOf(Math.abs(id));
      if (page && node) setOpened((before) => new Set([...before, ...idsAbove(node, page)]));
    },
  };
}

/** The nodes that are open from the start: those around the page's own content. */
function outermost(player: Player): Set<number> {
  const page = player.page();
  const document = page?.frame.contentDocument;
  if (!page || !document) return new Set();
  return new Set(
    [document.documentElement, document.body].filter((node) => node !== null).map((node) => page.idOf(node)),
  );
}
