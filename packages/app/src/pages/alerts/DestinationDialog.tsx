import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  ALERT_DESTINATION_KINDS,
  type AlertDestination,
  type AlertDestinationKind,
} from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { changeDestination, makeDestination, refreshAlerts } from '../../load/alerts.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import styles from './AlertsPage.module.css';
import { DESTINATION_KINDS } from './destinationKinds.ts';

interface DialogOptions {
  /** Whether the server can send e-mail. */
  canMail: boolean;
  onClose: () => void;
}

/** Asks where alerts can be sent: of a new destination, or of the one that is `edited`. */
export function DestinationDialog({
  edited,
  ...options
}: DialogOptions & { edited: AlertDestination | 'new' | undefined }) {
  return (
    <Modal
      opened={edited !== undefined}
      onClose={options.onClose}
      title={edited === 'new' ? 'New destination' : 'Edit the destination'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <DestinationForm before={edited === 'new' ? undefined : edited} {...options} />
    </Modal>
  );
}

function DestinationForm({
  before,
  canMail,
  onClose,
}: DialogOptions & { before: AlertDestination | undefined }) {
  const [kind, setKind] = useState<AlertDestinationKind>(before?.kind ?? 'webhook');
  const [name, setName] = useState(before?.name ?? '');
  // Of a URL only the host is shown: whoever knows the rest may send there.
  const [target, setTarget] = useState(before?.kind === 'email' ? before.target : '');
  const client = useQueryClient();
  const save = useMutation({
    async mutationFn() {
      const to = target.split(/[\s,;]+/).filter((address) => address !== '');
      if (!before)
        return makeDestination(kind === 'email' ? { kind, name, to } : { kind, name, url: target });
      const where = kind === 'email' ? { to } : target !== '' && { url: target };
      await changeDestination(before.id, { name, ...where });
      return undefined;
    },
    async onSuccess(made) {
      await refreshAlerts(client);
      if (made?.secret === undefined) onClose();
    },
  });
  const secret = save.data?.secret;
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
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select
          label="Kind"
          allowDeselect={false}
          disabled={before !== undefined}
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
          placeholder={placeholderOf(kind, before)}
          required={!before || kind === 'email'}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        {save.error && (
          <p role="alert" className={styles.error}>
            It could not be saved: {save.error.message}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {before ? 'Save' : 'Create'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function placeholderOf(kind: AlertDestinationKind, before: AlertDestination | undefined): string {
  if (kind === 'email') return 'ada@example.com, bob@example.com';
  return before ? `stays as it is, at ${before.target}` : 'https://';
}
