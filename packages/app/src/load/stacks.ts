import { queryOptions } from '@tanstack/react-query';
import type { StackPosition, SymbolicatedStack } from '@throughline/format';
import { shownProject } from './project.ts';
import { requestJson } from './request.ts';
import { shareSecret } from './shareSecret.ts';

/** How long an answer holds, milliseconds: a source map may be uploaded any time, and be looked for by a person who waits. */
const FRESH_MS = 60_000;

/** The positions of a stack in the sources, by the source maps of its release. */
export function symbolicatedStack(release: string, positions: readonly StackPosition[]) {
  return queryOptions({
    queryKey: ['stack', release, positions],
    queryFn: async ({ signal }): Promise<SymbolicatedStack> =>
      (await requestJson<SymbolicatedStack>(
        'POST',
        '/api/stacks/symbolicate',
        { project: shownProject(), release, positions },
        signal,
      )) ?? { positions: [], problems: [] },
    // Sources are not for those who look through a link.
    enabled: positions.length > 0 && shareSecret() === '',
    staleTime: FRESH_MS,
  });
}
