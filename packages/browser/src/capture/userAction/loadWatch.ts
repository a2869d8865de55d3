import type { LoadRequest } from '../documentLoad.ts';

/** A request that begins so soon after the answer to one of the load belongs to the load too. */
const CHAINED_WITHIN_MS = 100;
/** A chain that goes on for longer after the load is the page's own doing: polling. */
const LONGEST_CHAIN_MS = 10_000;

/** Gives `loadRequest` for a request that begins now, and that no action has caused, if the load of the document did. */
export function createLoadWatch(loadRequest: () => LoadRequest): () => LoadRequest | undefined {
  let loadedAt = 0;
  let isOver = false;
  return () => {
    if (isOver) return undefined;
    if (loadedAt === 0) {
      const [timing] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      loadedAt = timing?.loadEventEnd ?? 1;
    }
    const now = performance.now();
    isOver = loadedAt > 0 && now > loadedAt + LONGEST_CHAIN_MS;
    const request = loadRequest();
    const isOpen = loadedAt === 0 || now <= request.parent.answeredAt + CHAINED_WITHIN_MS;
    return isOpen && !isOver ? request : undefined;
  };
}
