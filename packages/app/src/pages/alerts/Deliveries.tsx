import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AlertDelivery } from '@throughline/format';
import { alertDeliveries } from '../../load/alerts.ts';
import { formatAgo } from '../../ui/format.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { useNow } from '../../ui/useNow.ts';
import styles from './AlertsPage.module.css';

/** How often the times are renewed, milliseconds. */
const RENEW_MS = 10_000;

/** The latest messages, and what came of them. */
export function Deliveries() {
  const { data: deliveries, error, refetch } = useQuery(alertDeliveries());
  const now = useNow(RENEW_MS);
  if (error && !deliveries)
    return <ErrorNotice title="The messages could not be loaded" error={error} onRetry={refetch} />;
  if (!deliveries) return <Skeleton height={48} role="status" aria-label="Loading messages" />;
  if (deliveries.length === 0) return <p className={styles.note}>Nothing was sent in the last 30 days.</p>;
  return (
    <ul className={styles.list} aria-label="Messages">
      {deliveries.map((delivery) => {
        const { id, title, rule, destination, createdAt } = delivery;
        return (
          <li key={id} className={`${styles.row} ${styles.delivery}`} aria-label={title}>
            <time className={styles.dim} dateTime={createdAt}>
              {formatAgo(Date.parse(createdAt), now)}
            </time>
            <div className={styles.cell}>
              <p className={styles.name} title={title}>
                {title}
              </p>
              <p className={`${styles.text} ${styles.dim}`}>{rule.name}</p>
            </div>
            <p className={styles.text} title={destination.name}>
              to {destination.name}
            </p>
            <p
              className={`${styles.text} ${delivery.state === 'failed' ? styles.bad : styles.dim}`}
              title={delivery.error}
            >
              {outcomeOf(delivery)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function outcomeOf({ state, attempts, error }: AlertDelivery): string {
  if (state === 'sent') return attempts > 1 ? `sent at attempt ${attempts}` : 'sent';
  if (state === 'failed') return `given up: ${error}`;
  return error ? `trying again: ${error}` : 'waiting to be sent';
}
