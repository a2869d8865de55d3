import type { Ticket } from '@throughline/format';
import { formatAbsolute } from '../ui/format.ts';
import styles from './tickets.module.css';

/** What was filed about a session, newest first. */
export function TicketList({ tickets }: { tickets: readonly Ticket[] }) {
  return (
    <ul className={styles.list} aria-label="Tickets">
      {tickets.map((ticket) => (
        <li key={ticket.id} className={styles.ticket}>
          <TicketLink ticket={ticket} />
          <span className={styles.title} title={ticket.title}>
            {ticket.isLinkOnly ? 'link added' : ticket.title}
          </span>
          <span className={styles.dim} title={formatAbsolute(Date.parse(ticket.createdAt))}>
            {ticket.filedBy}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The way to a ticket, where there is one: a webhook tells none. */
export function TicketLink({ ticket: { key, url, integration } }: { ticket: Ticket }) {
  const name = /^\S+-\d+$|#\d+$/.test(key) ? key : integration;
  if (!/^https?:\/\//i.test(url)) return <span>{name}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" className={styles.link}>
      {name}
    </a>
  );
}
