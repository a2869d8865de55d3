import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReleaseSummary } from '@throughline/format';
import { RangeControl } from '../../issues/RangeControl.tsx';
import { releaseList } from '../../load/releases.ts';
import type { TimeRange } from '../../load/sessionList.ts';
import { DEFAULT_ISSUE_RANGE, readIssueSearch, readRangeSearch } from '../../state/issueSearch.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { formatAbsolute, formatAgo, formatCount } from '../../ui/format.ts';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { ServiceName } from '../../ui/ServiceName.tsx';
import { serviceColors } from '../../ui/serviceColor.ts';
import { useNow } from '../../ui/useNow.ts';
import styles from './ReleasesPage.module.css';

const route = getRouteApi('/releases');

/** How often "5 min ago" is renewed, milliseconds. */
const RENEW_AGES_MS = 5_000;

/** The releases of each service beside each other: who runs them, and what is new in them. */
export function ReleasesPage() {
  const { range = DEFAULT_ISSUE_RANGE } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, isPlaceholderData, refetch } = useQuery(releaseList(range));
  const releases = data?.releases ?? [];
  const services = [...new Set(releases.map(({ service }) => service))].sort();
  const colors = serviceColors(services);
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
        {data && error && (
          <span className={styles.stale} role="status">
            The server does not answer; the list is getting old.
          </span>
        )}
      </AppBar>
      <main className={styles.main} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
        <h1 className={styles.title}>Releases</h1>
        <div className={styles.bar}>
          <RangeControl
            range={range}
            onChange={(next) => void navigate({ search: readRangeSearch({ range: next }), replace: true })}
          />
        </div>
        {error && !data && (
          <ErrorNotice
            title="The releases could not be loaded"
            error={error}
            onRetry={() => void refetch()}
          />
        )}
        {!error && !data && (
          <div className={styles.loading} role="status" aria-label="Loading releases">
            {[1, 2, 3].map((row) => (
              <Skeleton key={row} height={36} />
            ))}
          </div>
        )}
        {data && releases.length === 0 && (
          <Notice title="No release in this time">
            <p>Releases are what records say in service.version. A service with OpenTelemetry says it by</p>
            <CodeBlock code="OTEL_RESOURCE_ATTRIBUTES=service.version=1.4.0" label="Copy the setting" />
            <p>and a page by the option release of the browser SDK.</p>
          </Notice>
        )}
        {services.map((service) => (
          <Releases
            key={service}
            service={service}
            color={colors.get(service)}
            releases={releases.filter((release) => release.service === service)}
            range={range}
          />
        ))}
      </main>
    </div>
  );
}

function Releases({
  service,
  color,
  releases,
  range,
}: {
  service: string;
  color: string | undefined;
  releases: readonly ReleaseSummary[];
  range: TimeRange;
}) {
  const now = useNow(RENEW_AGES_MS);
  return (
    <section className={styles.service}>
      <h2 className={styles.name}>
        <ServiceName service={service} color={color} />
      </h2>
      <table className={styles.table} aria-label={`Releases of ${service}`}>
        <thead>
          <tr>
            <th>Release</th>
            <th>Adoption</th>
            <th className={styles.number}>Sessions</th>
            <th className={styles.number}>With errors</th>
            <th className={styles.number}>Errors</th>
            <th className={styles.number}>New issues</th>
            <th>First seen</th>
            <th>Last seen</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <tr key={release.release}>
              <th scope="row">
                <Link
                  to="/issues"
                  search={readIssueSearch({ service, release: release.release, range, state: 'all' })}
                  aria-label={`Issues in ${release.release} of ${service}`}
                >
                  {release.release}
                </Link>
              </th>
              <td>
                <Adoption share={release.adoption} />
              </td>
              <td className={styles.number}>{formatCount(release.sessions)}</td>
              <td className={styles.number}>{shareText(release.sessionsWithExceptions, release.sessions)}</td>
              <td className={styles.number}>{formatCount(release.exceptions)}</td>
              <td className={styles.number} data-bad={release.newIssues > 0 || undefined}>
                {formatCount(release.newIssues)}
              </td>
              <td>
                <time
                  dateTime={new Date(release.firstSeen).toISOString()}
                  title={formatAbsolute(release.firstSeen)}
                >
                  {formatAgo(release.firstSeen, now)}
                </time>
              </td>
              <td>
                <time
                  dateTime={new Date(release.lastSeen).toISOString()}
                  title={formatAbsolute(release.lastSeen)}
                >
                  {formatAgo(release.lastSeen, now)}
                </time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Adoption({ share }: { share: number }) {
  return (
    <span className={styles.adoption}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.filled} style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      {percent(share)}
      <VisuallyHidden> of the sessions</VisuallyHidden>
    </span>
  );
}

/** Sessions may be counted by a sketch: the share is one at most. */
function shareText(part: number, whole: number): string {
  return whole === 0 ? '–' : percent(Math.min(1, part / whole));
}

function percent(share: number): string {
  return `${share > 0 && share < 0.01 ? '<1' : Math.round(share * 100)}%`;
}
