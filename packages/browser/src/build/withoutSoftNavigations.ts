import type { Plugin } from 'vite';

const WEB_VITALS = /\/web-vitals\/dist\/web-vitals\.js$/;

/** What takes out of web-vitals what only its options ask for, which are never given; and how often each fits. */
const CUTS: readonly { part: RegExp; by: string; times: number }[] = [
  {
    part: /=\w+=>globalThis\.PerformanceObserver\?\.supportedEntryTypes\?\.includes\("soft-navigation"\)[^,]*\.reportSoftNavs/g,
    by: '=()=>!1',
    times: 1,
  },
  { part: /"(?:soft-navigation|interaction-contentful-paint)"===\w+\.entryType/g, by: '!1', times: 2 },
  { part: /"soft-navigation"!==\w+\.entryType/g, by: '!0', times: 2 },
  { part: /\w+\.reportAllChanges/g, by: '!1', times: 14 },
  // Of the navigation that a metric is of: it is the page's.
  {
    part: /,navigationId:\w+\|\|\w+,navigationInteractionId:\w+,navigationURL:\w+\|\|\w+\?\.name,navigationStartTime:\w+\|\|0/g,
    by: '',
    times: 1,
  },
  {
    part: /:\w+&&\(document\.prerendering\|\|\w+\(\)>0\?\w+="prerender".*?"-"\)\)\)/g,
    by: ':0',
    times: 1,
  },
  { part: /const (\w+)=\w+\(\),\w+=\1\?\.navigationId\|\|0;/g, by: '', times: 1 },
  { part: /"soft-navigation"!==\w+&&(?="back-forward-cache")/g, by: '', times: 1 },
  { part: /,"soft-navigation"===\w+&&\(\w+=\w+\(!0\)\)/g, by: '', times: 1 },
  { part: /,(\w+)\.navigationId,\1\.navigationInteractionId,\1\.navigationURL,\w+\(\)/g, by: '', times: 5 },
  { part: /,(\w+)\.navigationId=\w+\.navigationId\|\|\1\.navigationId/g, by: '', times: 1 },
  // What tells which element a metric is of, as its other build does, and keeps that beside the options.
  { part: /this\.\w\?\.\(\w\)/g, by: '0', times: 4 },
  {
    part: /function (\w+)\((\w+),(\w+)\)\{let (\w+)=\w+\.get\(\3\);return \4\|\|\([^}]*\.get\(\2\)\}/g,
    by: 'function $1($2,$3){return new $3}',
    times: 1,
  },
  { part: /\.\.\.\w+,durationThreshold:\w+\.durationThreshold\?\?40/g, by: 'durationThreshold:40', times: 1 },
];

/**
 * Takes out of web-vitals what measures soft navigations, which are not asked for: an eighth of it is left out. Fails the
 * build if web-vitals is another than the one that was cut.
 */
export function withoutSoftNavigations(): Plugin {
  return {
    name: 'without-soft-navigations',
    transform(code, id) {
      if (!WEB_VITALS.test(id)) return undefined;
      return { code: CUTS.reduce(cut, code), map: null };
    },
  };
}

function cut(code: string, { part, by, times }: (typeof CUTS)[number]): string {
  const found = code.match(part)?.length ?? 0;
  if (found !== times)
    throw new Error(
      `web-vitals has ${found} of what packages/browser/src/build/withoutSoftNavigations.ts cuts ${times} times: ${part}`,
    );
  return code.replace(part, by);
}
