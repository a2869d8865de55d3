import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Integration } from '@throughline/format';
import { useState } from 'react';
import { integrationList } from '../../load/integrations.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { IntegrationDialog } from './integrations/IntegrationDialog.tsx';
import { IntegrationRow } from './integrations/IntegrationRow.tsx';
import styles from './integrations/integrations.module.css';
import { Templates } from './integrations/Templates.tsx';
import { Part, PartHeading, PartText } from './Part.tsx';

/** Where tickets are filed, and what they say. */
export function IntegrationsPage() {
  const { data, error, refetch } = useQuery(integrationList());
  const [edited, setEdited] = useState<Integration | 'new'>();
  return (
    <Part
      title="Integrations"
      action={
        <Button size="compact-sm" onClick={() => setEdited('new')}>
          Add an integration
        </Button>
      }
    >
      <PartText>
        Tickets about sessions and incidents of the project that is shown are filed here. Tokens are kept
        encrypted, and shown to nobody.
      </PartText>
      {error && !data && (
        <ErrorNotice title="They could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !data && <Skeleton height={64} role="status" aria-label="Loading integrations" />}
      {data?.length === 0 && <PartText>There are none yet.</PartText>}
      {data && data.length > 0 && (
        <ul className={styles.list} aria-label="Integrations">
          {data.map((integration) => (
            <IntegrationRow
              key={integration.id}
              integration={integration}
              onEdit={() => setEdited(integration)}
            />
          ))}
        </ul>
      )}
      <PartHeading>Templates</PartHeading>
      <Templates />
      {edited && (
        <IntegrationDialog
          integration={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Part>
  );
}
