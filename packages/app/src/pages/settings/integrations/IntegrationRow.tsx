import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Integration } from '@throughline/format';
import { deleteIntegration, integrationList, testIntegration } from '../../../load/integrations.ts';
import styles from './integrations.module.css';
import { KINDS } from './kinds.ts';

/** One integration: where it goes, whether that works, and how to change it. */
export function IntegrationRow({ integration, onEdit }: { integration: Integration; onEdit: () => void }) {
  const { id, kind, name, configuration } = integration;
  const client = useQueryClient();
  const test = useMutation({ mutationFn: () => testIntegration(id) });
  const remove = useMutation({
    mutationFn: () => deleteIntegration(id),
    onSuccess: () => client.invalidateQueries({ queryKey: integrationList().queryKey }),
  });
  const failure = remove.error?.message ?? test.error?.message;
  return (
    <li className={styles.row} aria-label={name}>
      <span className={styles.name}>{name}</span>
      <span className={styles.dim}>{KINDS[kind].label}</span>
      <span className={styles.where}>{whereTo(configuration)}</span>
      <Group gap={4} wrap="nowrap">
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Test ${name}`}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Test
        </Button>
        <Button size="compact-xs" variant="default" aria-label={`Change ${name}`} onClick={onEdit}>
          Change
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Delete ${name}`}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Delete
        </Button>
      </Group>
      {test.data && (
        <p role="status" className={styles.said} data-bad={!test.data.ok || undefined}>
          {test.data.message}
        </p>
      )}
      {failure && (
        <p role="alert" className={styles.said} data-bad>
          {failure}
        </p>
      )}
    </li>
  );
}

function whereTo(configuration: Integration['configuration']): string {
  if ('projectKey' in configuration) return `${configuration.projectKey} at ${configuration.url}`;
  if ('repository' in configuration) return configuration.repository;
  if ('channel' in configuration) return configuration.channel;
  if ('teamId' in configuration) return configuration.teamId;
  return 'url' in configuration ? String(configuration.url) : '';
}
