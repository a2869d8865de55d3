/** Parameters of a route by name; one that takes several segments of the path has a list. */
export type RouteParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The route of a path whose router tells the parameters alone, as Next.js does by `usePathname()` and `useParams()`: each
 * value in the path gives way to its name, `/orders/17` with `{ id: '17' }` is `/orders/:id`; a list to `:name*`. Of
 * segments that read the same the last is taken.
 */
export function routeFromParams(path: string, params: RouteParams | null | undefined): string {
  const segments = path.split('/').map(decoded);
  const named = Object.entries(params ?? {}).reduceRight((left, [name, value]) => {
    const values = (typeof value === 'string' ? [value] : (value ?? [])).map(decoded);
    const at = lastIndexOfRun(left, values);
    if (at < 0) return left;
    const parameter = typeof value === 'string' ? `:${name}` : `:${name}*`;
    return [...left.slice(0, at), parameter, ...left.slice(at + values.length)];
  }, segments);
  return named.join('/');
}

function lastIndexOfRun(segments: readonly string[], run: readonly string[]): number {
  if (run.length === 0) return -1;
  return segments.findLastIndex((_, at) => run.every((value, offset) => segments[at + offset] === value));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
