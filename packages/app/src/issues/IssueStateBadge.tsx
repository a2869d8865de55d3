import type { IssueSummary } from '@throughline/format';
import { formatAbsolute } from '../ui/format.ts';
import styles from './IssueStateBadge.module.css';

/** What an issue is if it is not plainly open: regressed, resolved, ignored. */
export function IssueStateBadge({
  issue: { state, regression, resolvedInRelease },
}: {
  issue: Pick<IssueSummary, 'state' | 'regression' | 'resolvedInRelease'>;
}) {
  if (regression)
    return (
      <span className={styles.badge} data-tone="error" title={`Seen again ${formatAbsolute(regression.at)}`}>
        regressed{regression.release && ` in ${regression.release}`}
      </span>
    );
  if (state === 'open') return null;
  return (
    <span className={styles.badge} data-tone={state === 'resolved' ? 'good' : undefined}>
      {state}
      {resolvedInRelease && ` in ${resolvedInRelease}`}
    </span>
  );
}
