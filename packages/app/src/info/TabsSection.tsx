import type { SegmentSummary, SessionDetail } from '@throughline/format';
import { recordingGaps } from '@throughline/model';
import { useSessionState } from '../state/sessionState.tsx';
import { CopyAction } from '../ui/CopyAction.tsx';
import { formatBytes, formatCount, formatDuration, formatPosition } from '../ui/format.ts';
import styles from './InfoPanel.module.css';

/** The browser tabs of the session: when, how much, by how much their clocks were wrong, and what is missing. */
export function TabsSection({ session, segments }: { session: SessionDetail; segments: SegmentSummary[] }) {
  const { moment } = useSessionState();
  return (
    <section className={styles.section} aria-label="Tabs and clocks">
      <h3 className={styles.heading}>Tabs and clocks</h3>
      {session.tabs.length === 0 && <p>No browser recorded anything.</p>}
      {session.tabs.map((tab, index) => {
        const own = segments.filter((segment) => segment.tab === tab.id);
        const bytes = own.reduce((sum, segment) => sum + segment.bytes, 0);
        const gaps = recordingGaps([tab], own);
        const between = gaps.reduce((sum, gap) => sum + gap.segments, 0);
        const before = Math.max(0, (tab.missingSegments ?? 0) - between);
        return (
          <dl key={tab.id} className={styles.facts}>
            <dt>Tab {index + 1}</dt>
            <dd>
              <code>{tab.id}</code> <CopyAction value={tab.id} label="Copy the tab's id" />
            </dd>
            <dt>Recorded</dt>
            <dd>
              {formatPosition(tab.from - session.from)} to {formatPosition(tab.to - session.from)},{' '}
              {formatCount(own.length)} segments, {formatBytes(bytes)}
            </dd>
            <dt>Clock</dt>
            <dd>
              {tab.clockOffset === 0
                ? 'as the server’s, or never measured'
                : `${formatDuration(Math.abs(tab.clockOffset))} ${tab.clockOffset > 0 ? 'behind' : 'ahead of'} the server’s; corrected`}
            </dd>
            <dt>Missing</dt>
            <dd>
              {gaps.length === 0 && before === 0 && 'nothing'}
              {before > 0 && <div>at the beginning ({counted(before)})</div>}
              {gaps.map((gap) => (
                <button
                  key={gap.from}
                  type="button"
                  className={styles.link}
                  onClick={() => moment.seek(gap.from)}
                >
                  {formatPosition(gap.from - session.from)} to {formatPosition(gap.to - session.from)} (
                  {counted(gap.segments)})
                </button>
              ))}
            </dd>
          </dl>
        );
      })}
    </section>
  );
}

function counted(segments: number): string {
  return `${formatCount(segments)} ${segments === 1 ? 'segment' : 'segments'}`;
}
