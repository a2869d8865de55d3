import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlertDestination } from '@throughline/format';
import { alertDestinations, deleteDestination, refreshAlerts, sendTest } from '../../load/alerts.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import styles from './AlertsPage.module.css';
import { DESTINATION_KINDS } from './destinationKinds.ts';
import { TestButton, TestOutcome } from './TestButton.tsx';

interface DestinationsOptions {
  mayChange: boolean;
  onEdit: (destination: AlertDestination) => void;
}

/** Where alerts can be sent. */
export function Destinations({ mayChange, onEdit }: DestinationsOptions) {
  const { data, error, refetch } = useQuery(alertDestinations());
  if (error && !data)
    return <ErrorNotice title="The destinations could not be loaded" error={error} onRetry={refetch} />;
  if (!data) return <Skeleton height={48} role="status" aria-label="Loading destinations" />;
  if (data.destinations.length === 0)
    return <p className={styles.note}>No destination yet: a webhook, a Slack channel or e-mail addresses.</p>;
  return (
    <ul className={styles.list} aria-label="Destinations">
      {data.destinations.map((destination) => (
        <DestinationRow
          key={destination.id}
          destination={destination}
          mayChange={mayChange}
          onEdit={onEdit}
        />
      ))}
    </ul>
  );
}

function DestinationRow({
  destination,
  mayChange,
  onEdit,
}: DestinationsOptions & { destination: AlertDestination }) {
  const { id, name, kind, target } = destination;
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteDestination(id),
    onSettled: () => refreshAlerts(client),
  });
  const test = useMutation({ mutationFn: () => sendTest({ destination: id }) });
  return (
    <li className={`${styles.row} ${styles.destination}`} aria-label={name}>
      <p className={styles.name} title={name}>
        {name}
      </p>
      <span>{DESTINATION_KINDS[kind]}</span>
      <p className={`${styles.text} ${styles.dim}`} title={target}>
        {target}
      </p>
      {mayChange && (
        <span className={styles.actions}>
          <TestButton test={test} name={name} />
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onEdit(destination)}
            aria-label={`Edit ${name}`}
          >
            Edit
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
            aria-label={`Delete ${name}`}
          >
            Delete
          </Button>
        </span>
      )}
      {remove.error && (
        <p role="alert" className={`${styles.said} ${styles.bad}`}>
          It could not be deleted: {remove.error.message}
        </p>
      )}
      <TestOutcome test={test} />
    </li>
  );
}
