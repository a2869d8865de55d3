import { Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { INCIDENT_MINUTES_MOST, type IncidentScope } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { incidentList, startIncident } from '../../load/incidents.ts';
import styles from './StartIncident.module.css';

const MINUTES = [5, 15, 30, 60, 120, INCIDENT_MINUTES_MOST];

/** What a scope can name, as one writes it. */
const LIMITS: { limit: keyof IncidentScope; label: string; placeholder: string }[] = [
  { limit: 'service', label: 'Service', placeholder: 'payment' },
  { limit: 'route', label: 'Route or page', placeholder: '/checkout/*' },
  { limit: 'user', label: 'User id', placeholder: 'ada' },
  { limit: 'release', label: 'Release', placeholder: '2.4.*' },
  { limit: 'transaction', label: 'Transaction', placeholder: 'POST /charge' },
];

/** Asks for what an incident needs, and begins it. */
export function StartIncident({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Start an incident"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <IncidentForm onDone={onClose} />
    </Modal>
  );
}

function IncidentForm({ onDone }: { onDone: () => void }) {
  const [minutes, setMinutes] = useState('15');
  const [scope, setScope] = useState<IncidentScope>({});
  const [ticket, setTicket] = useState('');
  const [reason, setReason] = useState('');
  const [startedBy, setStartedBy] = useLocalStorage({ key: 'throughline-my-name', defaultValue: '' });
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: startIncident,
    async onSuccess() {
      await client.invalidateQueries({ queryKey: incidentList().queryKey });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ minutes: Number(minutes), scope, ticket, reason, startedBy });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <p className={styles.text}>
          Pages and services in its scope record payloads and debug logs and keep every session. It ends by
          itself.
        </p>
        <SimpleGrid cols={2} spacing="sm">
          <TextInput
            label="Reason"
            placeholder="charges time out"
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Select
            label="Minutes"
            allowDeselect={false}
            data={MINUTES.map(String)}
            value={minutes}
            onChange={(chosen) => chosen && setMinutes(chosen)}
          />
          <TextInput
            label="Ticket"
            placeholder="OPS-17, or its address"
            value={ticket}
            onChange={(event) => setTicket(event.currentTarget.value)}
          />
          <TextInput
            label="Your name"
            value={startedBy}
            onChange={(event) => setStartedBy(event.currentTarget.value)}
          />
        </SimpleGrid>
        <fieldset className={styles.scope}>
          <legend className={styles.legend}>
            Scope: what is empty limits nothing, * stands for any text
          </legend>
          <SimpleGrid cols={2} spacing="sm">
            {LIMITS.map(({ limit, label, placeholder }) => (
              <TextInput
                key={limit}
                label={label}
                placeholder={placeholder}
                value={scope[limit] ?? ''}
                onChange={(event) => setScope({ ...scope, [limit]: event.currentTarget.value.trim() })}
              />
            ))}
          </SimpleGrid>
        </fieldset>
        {start.error && (
          <p role="alert" className={styles.error}>
            It could not be started: {start.error.message}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={start.isPending}>
            Start
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
