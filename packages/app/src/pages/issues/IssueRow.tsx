import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { IssueSummary } from '@throughline/format';
import { IssueStateBadge } from '../../issues/IssueStateBadge.tsx';
import type { TimeRange } from '../../load/sessionList.ts';
import { readRangeSearch } from '../../state/issueSearch.ts';
import { formatAbsolute, formatAgo, formatCount } from '../../ui/format.ts';
import { ServiceName } from '../../ui/ServiceName.tsx';
import { TrendBars } from '../../ui/TrendBars.tsx';
import styles from './IssueRow.module.css';

/** An issue at a glance: what, where, how often, whom it affects, since when. */
export function IssueRow({
  issue,
  range,
  now,
  colors,
}: {
  issue: IssueSummary;
  range: TimeRange;
  /** The time, Unix milliseconds. */
  now: number;
  /** Of services. */
  colors: ReadonlyMap<string, string>;
}) {
  const { fingerprint, type, message, place, services, events, users, sessions, trend } = issue;
  const name = [type, message].filter(Boolean).join(': ') || 'An exception without a message';
  return (
    <li className={styles.row} data-state={issue.state}>
      <div className={styles.what}>
        <Link
          to="/issues/$fingerprint"
          params={{ fingerprint }}
          search={{ range: readRangeSearch({ range }).range }}
          className={styles.link}
          aria-label={name}
          title={name}
          data-row-link
        >
          {type && <span className={styles.type}>{type}</span>} {message}
        </Link>
        <span className={styles.where}>
          <IssueStateBadge issue={issue} />
          {services.map((service) => (
            <ServiceName key={service} service={service} color={colors.get(service)} />
          ))}
          {place && <code className={styles.place}>{place}</code>}
        </span>
      </div>
      <div className={styles.trend}>
        <TrendBars counts={trend.counts} label={`Trend: ${events} events`} />
      </div>
      <Count value={events} of="events" />
      <Count value={users} of={`users in ${sessions} sessions`} />
      <Moment at={issue.firstSeen} now={now} of="first seen" />
      <Moment at={issue.lastSeen} now={now} of="last seen" />
    </li>
  );
}

function Count({ value, of }: { value: number; of: string }) {
  return (
    <div className={styles.count} title={`${value.toLocaleString()} ${of}`}>
      {formatCount(value)}
      <VisuallyHidden> {of}</VisuallyHidden>
    </div>
  );
}

function Moment({ at, now, of }: { at: number; now: number; of: string }) {
  return (
    <div className={styles.moment}>
      <VisuallyHidden>{of} </VisuallyHidden>
      <time dateTime={new Date(at).toISOString()} title={formatAbsolute(at)}>
        {formatAgo(at, now)}
      </time>
    </div>
  );
}
