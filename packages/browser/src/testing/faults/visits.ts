import type { Page } from 'playwright-core';
import { EACH, type FaultyPage, type Visit, type When } from './faultyPage.ts';

/** What throws during a visit. */
export interface Fault {
  /** A function's name, or `EACH`. */
  name: string;
  when: When;
  /** With `EACH`, the functions' names. */
  among?: readonly string[];
}

/** Visits made in one document before it is loaded anew: what the browser holds of each would add up. */
const MOST_IN_ONE_FRAME = 40;
/** A visit takes a second or two, milliseconds; one that takes so long on a busy machine will not end. */
const LONGEST_VISIT_MS = 90_000;
/** Visits that a page is given at once, so that pages that are done early take over from others. */
const BATCH = 4;

/** Visits the page at `url` once for each of `faults`, in frames of each of `pages`, which share the work. */
export async function visitAll(
  pages: readonly Page[],
  url: string,
  faults: readonly Fault[],
): Promise<Map<Fault, Visit>> {
  const left = [...faults];
  const visits = new Map<Fault, Visit>();
  const work = async (page: Page) => {
    while (left.length > 0) {
      const batch = left.splice(0, BATCH);
      const results = await page.evaluate(inFrames, {
        url,
        faults: batch,
        most: MOST_IN_ONE_FRAME,
        longestMs: LONGEST_VISIT_MS,
      });
      for (const [index, fault] of batch.entries()) visits.set(fault, results[index] as Visit);
    }
  };
  await Promise.all(pages.map(work));
  return visits;
}

/**
 * Visits the page at `url` until each of `functions` has thrown once, each of `pages` with a share of them. `visited` is told of
 * each visit. Gives those that are not entered any more.
 */
export async function throwEach(
  pages: readonly Page[],
  url: string,
  functions: readonly string[],
  visited: (visit: Visit) => void,
): Promise<string[]> {
  const shares = pages.map(async (page, place) => {
    let among = functions.filter((_, index) => index % pages.length === place);
    for (;;) {
      const fault: Fault = { name: EACH, when: 'early', among };
      const visit = (await visitAll([page], url, [fault])).get(fault) as Visit;
      visited(visit);
      among = visit.left;
      if (visit.thrown === 0 || among.length === 0) return among;
    }
  });
  return (await Promise.all(shares)).flat();
}

async function inFrames({
  url,
  faults,
  most,
  longestMs,
}: {
  url: string;
  faults: readonly Fault[];
  most: number;
  longestMs: number;
}): Promise<Visit[]> {
  const kept = window as unknown as { frame?: HTMLIFrameElement; visits: number };
  const load = (path: string) =>
    new Promise<void>((resolve) => {
      kept.frame?.remove();
      kept.visits = 0;
      kept.frame = document.createElement('iframe');
      kept.frame.onload = () => resolve();
      kept.frame.src = path;
      document.body.append(kept.frame);
    });
  const results: Visit[] = [];
  for (const { name, when, among = [] } of faults) {
    if (when === 'load') await load(`${url}#${encodeURIComponent(name)}`);
    else if (!kept.frame?.src.startsWith(url) || kept.visits >= most) await load(url);
    const page = kept.frame?.contentWindow as unknown as FaultyPage | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      const message = `the visit in which ${name} throws (${when}) does not end`;
      timer = setTimeout(() => reject(new Error(message)), longestMs);
    });
    const result = await Promise.race([page?.visit(name, when, among), tooLong]);
    clearTimeout(timer);
    if (!result) throw new Error('there is no frame');
    kept.visits += when === 'load' || !result.isClean ? most : 1;
    results.push(result);
  }
  return results;
}
