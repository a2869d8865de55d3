import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ALERT_DESTINATION_KINDS, type AlertDestinationKind } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { makeDestination, refreshAlerts } from '../../load/alerts.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import styles from './AlertsPage.module.css';
import { DESTINATION_KINDS } from './destinationKinds.ts';

interface DialogOptions {
  /** Whether the server can send e-mail. */
  canMail: boolean;
  onClose: () => void;
}

/** Asks where alerts can be sent. */
export function DestinationDialog({ isOpen, ...options }: DialogOptions & { isOpen: boolean }) {
  return (
    <Modal
      opened={isOpen}
      onClose={options.onClose}
      title="New destination"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <DestinationForm {...options} />
    </Modal>
  );
}

function DestinationForm({ canMail, onClose }: DialogOptions) {
  const [kind, setKind] = useState<AlertDestinationKind>('webhook');
  const [name, setName] = useState('');
  const [target, setTarget] = useState('');
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () =>
      makeDestination(
        kind === 'email'
          ? { kind, name, to: target.split(/[\s,;]+/).filter((address) => address !== '') }
          : { kind, name, url: target },
      ),
    async onSuccess(made) {
      await refreshAlerts(client);
      if (made?.secret === undefined) onClose();
    },
  });
  const secret = make.data?.secret;
  if (secret !== undefined)
    return (
      <Stack gap="sm">
        <p className={styles.legend}>
          What is sent is signed with this secret, as Standard Webhooks says. It is shown this once.
        </p>
        <CodeBlock code={secret} label="Copy the secret" />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select
          label="Kind"
          allowDeselect={false}
          data={ALERT_DESTINATION_KINDS.map((value) => ({
            value,
            label: DESTINATION_KINDS[value],
            disabled: value === 'email' && !canMail,
          }))}
          description={
            canMail ? undefined : 'E-mail needs THROUGHLINE_SMTP_URL and --mail-from at the server.'
          }
          value={kind}
          onChange={(chosen) => chosen && setKind(chosen)}
        />
        <TextInput
          label="Name"
          placeholder="On call"
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={kind === 'email' ? 'Addresses' : 'Address (URL)'}
          description={kind === 'slack' ? 'Of an incoming webhook of Slack; it is kept sealed.' : undefined}
          placeholder={kind === 'email' ? 'ada@example.com, bob@example.com' : 'https://'}
          required
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        {make.error && (
          <p role="alert" className={styles.error}>
            It could not be made: {make.error.message}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
