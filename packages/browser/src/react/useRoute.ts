import { useEffect } from 'react';
import { useThroughline } from './useThroughline.ts';

/**
 * Says which route the page stands at (`/orders/:id`) whenever the route or `path`, the page's path, has changed: two
 * orders are one route and two paths. Says nothing of a route that is `undefined` or empty.
 */
export function useRoute(template: string | undefined, path: string): void {
  const throughline = useThroughline();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path of the same route is to be told again
  useEffect(() => {
    if (template) throughline.setRoute(template);
  }, [throughline, template, path]);
}
