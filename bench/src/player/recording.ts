import type { SegmentSummary } from '@throughline/format';
import type { Browser } from 'playwright-core';
import { runnerImport } from 'vite';
import { fromSources } from '../browser/sources.ts';

/** A segment with its events. */
export interface RecordedSegment extends SegmentSummary {
  data: { type: number; timestamp: number }[];
}

/** The application's own generator of long recordings, which its tests use, too. */
interface LongRecording {
  recordRound(browser: Browser): Promise<unknown>;
  segmentsOfRounds(round: unknown, tab: string, from: number, minutes: number): RecordedSegment[];
}

/** The name of the only tab. */
export const TAB = 'tab';

/** Records some seconds of a real page, and gives what makes recordings of any length of them. */
export async function recordSessions(
  browser: Browser,
): Promise<(from: number, minutes: number) => RecordedSegment[]> {
  const { module } = await runnerImport<LongRecording>(
    fromSources('../../packages/app/src/testing/longRecording.ts'),
    { configFile: false, logLevel: 'error' },
  );
  const round = await module.recordRound(browser);
  return (from, minutes) => module.segmentsOfRounds(round, TAB, from, minutes);
}
