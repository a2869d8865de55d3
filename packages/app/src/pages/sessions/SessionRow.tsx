import { Tooltip, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SessionSummary } from '@throughline/format';
import { browserName, browserVersion } from '@throughline/model';
import type { ReactNode } from 'react';
import { isLive } from '../../load/session.ts';
import { formatAbsolute, formatAgo, formatCount, formatDuration, formatUrl } from '../../ui/format.ts';
import { ServiceName } from '../../ui/ServiceName.tsx';
import { userName } from '../../ui/userName.ts';
import { ActivityLine } from './ActivityLine.tsx';
import { COLUMNS, type Column } from './columns.ts';
import type { ListSearch } from './listSearch.ts';
import styles from './SessionRow.module.css';
import { formatShortDate } from './shortDate.ts';

/** Services named in a row; the rest are counted. */
const SERVICES_NAMED = 3;

/** What all rows of the list share. */
export interface RowLook {
  columns: readonly Column[];
  isAbsolute: boolean;
  colors: ReadonlyMap<string, string>;
  listSearch: ListSearch;
}

/** A session at a glance: who, where, when, and whether something went wrong. */
export function SessionRow({
  session,
  position,
  count,
  top,
  now,
  look,
}: {
  session: SessionSummary;
  /** Its place in the list, from 1, and the length of the list; -1 if that is not known. */
  position: number;
  count: number;
  top: number;
  /** The time, Unix milliseconds. */
  now: number;
  look: RowLook;
}) {
  const { id, entryUrl, counts } = session;
  const { host, path } = formatUrl(entryUrl);
  const name = userName(session);
  return (
    <li
      aria-posinset={position}
      aria-setsize={count}
      className={styles.row}
      data-session={id}
      data-errors={counts.errors > 0 || undefined}
      style={{ top }}
    >
      <div className={styles.session}>
        <Link
          to="/sessions/$id"
          params={{ id }}
          state={{ list: { ...look.listSearch } }}
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
      {COLUMNS.filter((column) => look.columns.includes(column.name)).map((column) => (
        <Cell key={column.name} column={column.name} session={session} now={now} look={look} />
      ))}
    </li>
  );
}

function Cell({
  column,
  session,
  now,
  look,
}: {
  column: Column;
  session: SessionSummary;
  now: number;
  look: RowLook;
}): ReactNode {
  const { from, to, counts, userAgent, keptBecause } = session;
  switch (column) {
    case 'activity':
      return <ActivityLine session={session} />;
    case 'started':
      return (
        <div className={styles.dim}>
          <Tooltip label={look.isAbsolute ? formatAgo(from, now) : formatAbsolute(from)}>
            <time dateTime={new Date(from).toISOString()} className={styles.above}>
              {look.isAbsolute ? formatShortDate(from, now) : formatAgo(from, now)}
            </time>
          </Tooltip>
        </div>
      );
    case 'duration':
      return <div className={styles.dim}>{formatDuration(Math.max(0, to - from))}</div>;
    case 'pages':
      return <Count value={counts.navigations} of="pages" />;
    case 'clicks':
      return <Count value={counts.clicks} of="clicks" />;
    case 'requests':
      return <Count value={counts.requests} of="requests" />;
    case 'failed':
      return <Count value={counts.failedRequests} of="failed requests" isBad />;
    case 'errors':
      return <Count value={counts.errors} of="errors" isBad />;
    case 'browser':
      return (
        <div className={styles.dim} title={userAgent}>
          {browserName(userAgent)} <span className={styles.host}>{browserVersion(userAgent)}</span>
        </div>
      );
    case 'services':
      return <Services services={session.services} colors={look.colors} />;
    case 'kept':
      return (
        <div className={styles.kept} title={keptBecause}>
          {keptBecause ?? ''}
        </div>
      );
  }
}

function Services({ services, colors }: { services: string[]; colors: ReadonlyMap<string, string> }) {
  const named = services.slice(0, SERVICES_NAMED);
  return (
    <div className={styles.services} title={services.join(', ')}>
      {named.map((service) => (
        <ServiceName key={service} service={service} color={colors.get(service)} />
      ))}
      {services.length > named.length && (
        <span className={styles.dim}>+{services.length - named.length}</span>
      )}
    </div>
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
