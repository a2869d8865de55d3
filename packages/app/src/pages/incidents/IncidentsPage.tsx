import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { incidentList } from '../../load/incidents.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { IncidentRow } from './IncidentRow.tsx';
import styles from './IncidentsPage.module.css';
import { StartIncident } from './StartIncident.tsx';

/** All incidents, newest first; where one is begun and ended. */
export function IncidentsPage() {
  const { data, error, refetch } = useQuery(incidentList());
  const [isStarting, setStarting] = useState(false);
  const start = (
    <Button size="compact-sm" onClick={() => setStarting(true)}>
      Start an incident
    </Button>
  );
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
        {data && data.length > 0 && start}
      </AppBar>
      <main className={styles.main}>
        <h1 className={styles.title}>Incidents</h1>
        {error && !data && (
          <ErrorNotice title="The incidents could not be loaded" error={error} onRetry={refetch} />
        )}
        {!error && !data && (
          <div className={styles.loading} role="status" aria-label="Loading incidents">
            {[1, 2, 3].map((row) => (
              <Skeleton key={row} height={48} />
            ))}
          </div>
        )}
        {data?.length === 0 && (
          <Notice title="No incident yet" action={start}>
            <p>
              While one lasts, pages and services in its scope record payloads and debug logs and keep every
              session; afterwards they go back by themselves. From a terminal:
            </p>
            <CodeBlock
              code="npm run throughline -- incident start --service payment"
              label="Copy the command"
            />
          </Notice>
        )}
        {data && data.length > 0 && (
          <ul className={styles.list} aria-label="Incidents">
            {data.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </ul>
        )}
      </main>
      <StartIncident isOpen={isStarting} onClose={() => setStarting(false)} />
    </div>
  );
}
