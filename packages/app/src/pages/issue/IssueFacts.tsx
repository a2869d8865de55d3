import type { IssueDetail } from '@throughline/format';
import { formatAbsolute, formatAgo, formatDays } from '../../ui/format.ts';
import { useNow } from '../../ui/useNow.ts';
import styles from './IssuePage.module.css';

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGES_MS = 5_000;

/** Since when, who looked, who resolved it, and how long that took. */
export function IssueFacts({ issue }: { issue: IssueDetail }) {
  const { firstSeen, lastSeen, regression, history, resolvedInRelease, fingerprint } = issue;
  const now = useNow(RENEW_AGES_MS);
  const began = Math.min(firstSeen, now);
  const since = (time: string) => formatDays(Math.max(0, Date.parse(time) - began));
  return (
    <section className={styles.part} aria-label="Facts">
      <dl className={styles.facts}>
        <dt>First seen</dt>
        <dd>
          <Time at={firstSeen} now={now} />
        </dd>
        <dt>Last seen</dt>
        <dd>
          <Time at={lastSeen} now={now} />
        </dd>
        {regression && (
          <>
            <dt>Regressed</dt>
            <dd>
              <Time at={regression.at} now={now} />
              {regression.release && ` in ${regression.release} of ${regression.service}`}
            </dd>
          </>
        )}
        {history.firstViewedAt && (
          <>
            <dt>First looked at</dt>
            <dd>
              after {since(history.firstViewedAt)}
              {history.firstViewedBy && `, by ${history.firstViewedBy}`}
            </dd>
          </>
        )}
        {history.resolvedAt && (
          <>
            <dt>Resolved</dt>
            <dd>
              <Time at={Date.parse(history.resolvedAt)} now={now} />
              {resolvedInRelease && ` in ${resolvedInRelease}`}
              {history.resolvedBy && `, by ${history.resolvedBy}`}
            </dd>
          </>
        )}
        <dt>Fingerprint</dt>
        <dd>
          <code>{fingerprint}</code>
        </dd>
      </dl>
    </section>
  );
}

function Time({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatAbsolute(at)}>
      {formatAgo(at, now)}
    </time>
  );
}
