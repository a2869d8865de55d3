/**
 * The route of what React Router matched, outermost first, as its `matchRoutes(routes, location)` gives it: the routes'
 * paths joined, `/orders/:id`. A pathless layout and an index add nothing. `undefined` where nothing matched.
 */
export function matchedRoute(
  matches: readonly { route: { path?: string | undefined } }[] | null | undefined,
): string | undefined {
  if (!matches?.length) return undefined;
  const joined = matches.reduce((above, { route: { path = '' } }) => {
    // A child may give its path from the root on.
    if (path.startsWith('/')) return path;
    // What a splat stands for is told by the routes below it.
    return `${above.replace(/\/?\*$/, '')}/${path}`;
  }, '');
  return joined.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}
