import { Tooltip, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SessionSummary } from '@throughline/format';
import { isLive } from '../../load/session.ts';
import { formatAbsolute, formatAgo, formatCount, formatDuration, formatUrl } from '../../ui/format.ts';
import { ServiceName } from '../../ui/ServiceName.tsx';
import { userName } from '../../ui/userName.ts';
import type { ListSearch } from './listSearch.ts';
import styles from './SessionRow.module.css';

/** Services named in a row; the rest are counted. */
const SERVICES_NAMED = 4;

/** A session at a glance: who, where, when, and whether something went wrong. */
export function SessionRow({
  session,
  position,
  count,
  top,
  now,
  colors,
  listSearch,
}: {
  session: SessionSummary;
  /** Its place in the list, from 1, and the length of the list; -1 if that is not known. */
  position: number;
  count: number;
  top: number;
  /** The time, Unix milliseconds. */
  now: number;
  colors: ReadonlyMap<string, string>;
  listSearch: ListSearch;
}) {
  const { id, from, to, entryUrl, counts, services } = session;
  const { host, path } = formatUrl(entryUrl);
  const name = userName(session);
  const named = services.slice(0, SERVICES_NAMED);
  return (
    <li
      aria-posinset={position}
      aria-setsize={count}
      className={styles.row}
      data-errors={counts.errors > 0 || undefined}
      style={{ top }}
    >
      <div className={styles.session}>
        <Link
          to="/sessions/$id"
          params={{ id }}
          state={{ list: { ...listSearch } }}
          className={styles.link}
          aria-label={`${name}, ${entryUrl || 'no page'}`}
        >
          {name}
        </Link>
        {isLive(session) && <span className={styles.live}>live</span>}
        <span className={styles.page} title={entryUrl}>
          {entryUrl ? (
            <>
              {path} <span className={styles.host}>{host}</span>
            </>
          ) : (
            'no page recorded'
          )}
        </span>
      </div>
      <div className={styles.dim}>
        <Tooltip label={formatAbsolute(from)}>
          <time dateTime={new Date(from).toISOString()} className={styles.above}>
            {formatAgo(from, now)}
          </time>
        </Tooltip>
      </div>
      <div className={styles.dim}>{formatDuration(Math.max(0, to - from))}</div>
      <Count value={counts.clicks} of="clicks" />
      <Count value={counts.requests} of="requests" />
      <Count value={counts.failedRequests} of="failed requests" isBad />
      <Count value={counts.errors} of="errors" isBad />
      <div className={styles.services} title={services.join(', ')}>
        {named.map((service) => (
          <ServiceName key={service} service={service} color={colors.get(service)} />
        ))}
        {services.length > named.length && (
          <span className={styles.dim}>+{services.length - named.length}</span>
        )}
      </div>
    </li>
  );
}

function Count({ value, of, isBad = false }: { value: number; of: string; isBad?: boolean }) {
  return (
    <div
      className={styles.count}
      data-none={value === 0 || undefined}
      data-bad={(isBad && value > 0) || undefined}
      title={`${value.toLocaleString()} ${of}`}
    >
      <span>{formatCount(value)}</span>
      <VisuallyHidden> {of}</VisuallyHidden>
    </div>
  );
}
