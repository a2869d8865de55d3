import { Button, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Incident } from '@throughline/format';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../../load/account.ts';
import { endIncident, incidentList } from '../../load/incidents.ts';
import { CopyAction } from '../../ui/CopyAction.tsx';
import { formatAbsolute, formatAgo, formatCount, formatPosition } from '../../ui/format.ts';
import { useNow } from '../../ui/useNow.ts';
import styles from './IncidentRow.module.css';

const TicketDialog = lazy(() =>
  import('../../tickets/TicketDialog.tsx').then((part) => ({ default: part.TicketDialog })),
);

/** How often the time that is left is renewed, milliseconds. */
const RENEW_MS = 1_000;

const TICKET_POSTS = {
  pending: 'the ticket has not been told yet',
  started: 'the ticket links to its sessions',
  ended: 'its sessions are listed in the ticket',
  failed: 'the ticket could not be told',
} as const;

/** One incident: whether it lasts, what it covers, why and by whom, and the sessions that fell into it. */
export function IncidentRow({ incident }: { incident: Incident }) {
  const { id, scope, ticket, ticketPost, reason, startedBy, startedAt, until, sessions = 0 } = incident;
  const now = useNow(RENEW_MS);
  const isActive = incident.active && until > now;
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => endIncident(id),
    onSettled: () => client.invalidateQueries({ queryKey: incidentList().queryKey }),
  });
  const limits = Object.entries(scope);
  const name = reason || `Incident ${id.slice(0, 8)}`;
  return (
    <li className={styles.row} data-active={isActive || undefined} aria-label={name}>
      <Tooltip label={`${formatAbsolute(startedAt)} to ${formatAbsolute(until)}`}>
        <span className={styles.state}>
          {isActive ? `${formatPosition(until - now)} left` : `ended ${formatAgo(until, now)}`}
        </span>
      </Tooltip>
      <div className={styles.what}>
        <p className={styles.name} title={name}>
          {name}
        </p>
        <p className={styles.scope}>
          {limits.length === 0 && 'all pages and services'}
          {limits.map(([limit, pattern]) => (
            <span key={limit} className={styles.limit}>
              {limit} <code>{pattern}</code>
            </span>
          ))}
        </p>
      </div>
      <div className={styles.ticket}>
        {ticket && <Ticket ticket={ticket} />}
        {!ticket && <FileTicket incident={id} name={name} />}
        {ticketPost && (
          <span
            className={styles.post}
            data-bad={ticketPost.posted === 'failed' || undefined}
            title={ticketPost.error}
          >
            {TICKET_POSTS[ticketPost.posted]}
            {ticketPost.error && `: ${ticketPost.error}`}
          </span>
        )}
      </div>
      <span className={styles.who}>
        {startedBy && `${startedBy}, `}
        <time dateTime={new Date(startedAt).toISOString()}>{formatAgo(startedAt, now)}</time>
      </span>
      {sessions > 0 ? (
        <Link to="/sessions" search={{ incident: id, range: 'all' }} className={styles.sessions}>
          {formatCount(sessions)} {sessions === 1 ? 'session' : 'sessions'}
        </Link>
      ) : (
        <span className={styles.sessions}>{isActive ? 'no session yet' : 'no sessions'}</span>
      )}
      <span className={styles.actions}>
        <CopyAction value={id} label="Copy the incident's id" />
        {isActive && (
          <Button
            size="compact-xs"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate()}
            aria-label={`End now: ${name}`}
          >
            End now
          </Button>
        )}
      </span>
      {end.error && (
        <p role="alert" className={styles.error}>
          It could not be ended: {end.error.message}
        </p>
      )}
    </li>
  );
}

/** For an incident that names no ticket. */
function FileTicket({ incident, name }: { incident: string; name: string }) {
  const escalates = useMay('escalate');
  const [isFiling, setFiling] = useState(false);
  if (!escalates) return null;
  return (
    <div>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => setFiling(true)}
        aria-label={`Create ticket: ${name}`}
      >
        Create ticket…
      </Button>
      {isFiling && (
        <Suspense>
          <TicketDialog title="Create ticket" about={{ incident }} onClose={() => setFiling(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** A link only if it is an address of the web: what was given may be anything. */
function Ticket({ ticket }: { ticket: string }) {
  if (!/^https?:\/\//i.test(ticket)) return <span>{ticket}</span>;
  return (
    <a href={ticket} target="_blank" rel="noopener noreferrer">
      {ticket.replace(/^https?:\/\//i, '')}
    </a>
  );
}
