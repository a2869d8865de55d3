import { Button, Group, Modal, PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { INTEGRATION_KINDS, type Integration, type IntegrationKind } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { addIntegration, changeIntegration, integrationList } from '../../../load/integrations.ts';
import { PartError } from '../Part.tsx';
import { KINDS, type KindField, readTyped, typedValue } from './kinds.ts';

/** Asks for what an integration needs, and adds or changes it. */
export function IntegrationDialog({
  integration,
  onClose,
}: {
  integration: Integration | undefined;
  onClose: () => void;
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={integration ? `Change ${integration.name}` : 'Add an integration'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <IntegrationForm integration={integration} onDone={onClose} />
    </Modal>
  );
}

function IntegrationForm({
  integration,
  onDone,
}: {
  integration: Integration | undefined;
  onDone: () => void;
}) {
  const [kind, setKind] = useState<IntegrationKind>(integration?.kind ?? 'jira-cloud');
  const [name, setName] = useState(integration?.name ?? '');
  const [secret, setSecret] = useState('');
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      Object.entries(integration?.configuration ?? {}).map(([field, value]) => [field, typedValue(value)]),
    ),
  );
  const { fields, secret: secretLabel } = KINDS[kind];
  const typedOf = ({ name: field, initial = '' }: KindField) => typed[field] ?? initial;
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const configuration = Object.fromEntries(
        fields.map((field) => [field.name, readTyped(typedOf(field), field.as)]),
      );
      const given = { kind, name, configuration, secret };
      return integration ? changeIntegration(integration.id, given) : addIntegration(given);
    },
    async onSuccess() {
      await client.invalidateQueries({ queryKey: integrationList().queryKey });
      await client.invalidateQueries({ queryKey: ['ticket-targets'] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="sm">
        <Select
          label="Kind"
          allowDeselect={false}
          disabled={integration !== undefined}
          data={INTEGRATION_KINDS.map((value) => ({ value, label: KINDS[value].label }))}
          value={kind}
          onChange={(chosen) => chosen && setKind(chosen as IntegrationKind)}
        />
        <TextInput
          label="Name"
          placeholder="Shop’s Jira"
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={typedOf(field)}
            onChange={(value) => setTyped({ ...typed, [field.name]: value })}
          />
        ))}
        <PasswordInput
          label={secretLabel}
          required={!integration}
          placeholder={integration ? 'as it is' : ''}
          autoComplete="new-password"
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
        />
        {save.error && <PartError>It could not be saved: {save.error.message}</PartError>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FieldInput({
  field: { label, placeholder, description, isRequired = false, as },
  value,
  onChange,
}: {
  field: KindField;
  value: string;
  onChange: (value: string) => void;
}) {
  const shared = { label, placeholder, description, required: isRequired, value };
  if (as === 'lines')
    return (
      <Textarea {...shared} autosize minRows={2} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  return <TextInput {...shared} onChange={(event) => onChange(event.currentTarget.value)} />;
}
