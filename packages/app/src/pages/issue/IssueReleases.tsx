import { Link } from '@tanstack/react-router';
import type { IssueRelease } from '@throughline/format';
import { formatAbsolute, formatCount } from '../../ui/format.ts';
import styles from './IssuePage.module.css';

/** In which releases of which services the issue was seen. */
export function IssueReleases({ releases }: { releases: readonly IssueRelease[] }) {
  return (
    <section className={styles.part} aria-labelledby="releases">
      <h2 id="releases" className={styles.heading}>
        Releases
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>Release</th>
            <th>Service</th>
            <th className={styles.number}>Events</th>
          </tr>
        </thead>
        <tbody>
          {releases.map(({ service, release, events, firstSeen, lastSeen }) => (
            <tr
              key={`${service}\n${release}`}
              title={`${formatAbsolute(firstSeen)} to ${formatAbsolute(lastSeen)}`}
            >
              <td>{release || <span className={styles.dim}>not named</span>}</td>
              <td>{service}</td>
              <td className={styles.number}>{formatCount(events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        <Link to="/releases">Compare all releases</Link>
      </p>
    </section>
  );
}
