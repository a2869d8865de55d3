import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AlertDestination, AlertRule } from '@throughline/format';
import { useState } from 'react';
import { useMay } from '../../load/account.ts';
import { alertDestinations } from '../../load/alerts.ts';
import { AppBar } from '../../ui/AppBar.tsx';
import { AppNav } from '../../ui/AppNav.tsx';
import { Brand } from '../../ui/Brand.tsx';
import styles from './AlertsPage.module.css';
import { Deliveries } from './Deliveries.tsx';
import { DestinationDialog } from './DestinationDialog.tsx';
import { Destinations } from './Destinations.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { Rules } from './Rules.tsx';

/** Alert rules, where they send, and what they sent. */
export function AlertsPage() {
  const { data: known } = useQuery(alertDestinations());
  const [edited, setEdited] = useState<AlertRule | 'new' | undefined>();
  const [destination, setDestination] = useState<AlertDestination | 'new'>();
  const mayChange = useMay('operate');
  return (
    <div className={styles.page}>
      <AppBar>
        <Brand />
        <AppNav />
        <span className={styles.space} />
      </AppBar>
      <main className={styles.main}>
        <h1 className={styles.hidden}>Alerts</h1>
        <section className={styles.part} aria-labelledby="alert-rules">
          <header className={styles.header}>
            <h2 id="alert-rules" className={styles.heading}>
              Alert rules
            </h2>
            {mayChange && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={!known || known.destinations.length === 0}
                onClick={() => setEdited('new')}
              >
                New rule
              </Button>
            )}
          </header>
          <Rules destinations={known?.destinations ?? []} mayChange={mayChange} onEdit={setEdited} />
        </section>
        <section className={styles.part} aria-labelledby="alert-destinations">
          <header className={styles.header}>
            <h2 id="alert-destinations" className={styles.heading}>
              Destinations
            </h2>
            {mayChange && (
              <Button size="compact-sm" variant="default" onClick={() => setDestination('new')}>
                New destination
              </Button>
            )}
          </header>
          <Destinations mayChange={mayChange} onEdit={setDestination} />
        </section>
        <section className={styles.part} aria-labelledby="alert-messages">
          <header className={styles.header}>
            <h2 id="alert-messages" className={styles.heading}>
              Messages
            </h2>
          </header>
          <Deliveries />
        </section>
      </main>
      <RuleDialog
        rule={edited}
        destinations={known?.destinations ?? []}
        onClose={() => setEdited(undefined)}
      />
      <DestinationDialog
        edited={destination}
        canMail={known?.canMail ?? false}
        onClose={() => setDestination(undefined)}
      />
    </div>
  );
}
