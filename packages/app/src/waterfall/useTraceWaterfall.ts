import { useQuery } from '@tanstack/react-query';
import { buildWaterfall, correctTrace, recordsOfTrace } from '@throughline/model';
import { useMemo } from 'react';
import { trace } from '../load/session.ts';
import type { LoadedWaterfall } from './useSessionWaterfall.ts';

/** The waterfall of one trace, of this session or another. `origin` and `growsTo` (the session's last moment): Unix milliseconds. */
export function useTraceWaterfall(
  traceId: string,
  growsTo: number,
  tabOffsets: ReadonlyMap<string, number>,
  origin: number,
): LoadedWaterfall {
  const { data, error, refetch } = useQuery(trace(traceId, growsTo));
  const waterfall = useMemo(() => {
    if (!data) return undefined;
    const { trace: corrected } = correctTrace(data, tabOffsets);
    return buildWaterfall(recordsOfTrace(corrected, BigInt(origin) * 1_000_000n));
  }, [data, tabOffsets, origin]);
  return {
    waterfall,
    isComplete: data !== undefined,
    isCut: data?.truncated ?? false,
    error: data ? null : error,
    restError: data ? error : null,
    retry: () => void refetch(),
  };
}
