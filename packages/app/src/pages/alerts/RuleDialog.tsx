import { Button, Group, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AlertDestination, AlertRule, AlertRuleToSave } from '@throughline/format';
import { type FormEvent, useState } from 'react';
import { refreshAlerts, saveRule } from '../../load/alerts.ts';
import styles from './AlertsPage.module.css';
import { ConditionFields } from './ConditionFields.tsx';
import { Preview } from './Preview.tsx';
import { QuietHoursFields } from './QuietHoursFields.tsx';

/** After how long it is said again that something goes on, minutes. */
const AGAIN = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: 'an hour' },
  { value: '240', label: '4 hours' },
  { value: '1440', label: 'a day' },
  { value: '10080', label: 'a week' },
];
/** What is told once has nothing to go on. */
const IS_TOLD_ONCE = new Set(['new-issue', 'sessions']);

interface FormOptions {
  destinations: readonly AlertDestination[];
  onClose: () => void;
}

/** Asks for what a rule needs; `rule` is the one that is changed, `undefined` closes the dialog. */
export function RuleDialog({ rule, ...options }: FormOptions & { rule: AlertRule | 'new' | undefined }) {
  return (
    <Modal
      opened={rule !== undefined}
      onClose={options.onClose}
      title={rule === 'new' ? 'New alert rule' : 'Edit alert rule'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {rule && <RuleForm rule={rule === 'new' ? undefined : rule} {...options} />}
    </Modal>
  );
}

function RuleForm({ rule, destinations, onClose }: FormOptions & { rule: AlertRule | undefined }) {
  const [draft, setDraft] = useState<AlertRuleToSave>(() => firstDraft(rule, destinations));
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => saveRule(rule?.id, draft),
    async onSuccess() {
      await refreshAlerts(client);
      onClose();
    },
  });
  const change = (changed: Partial<AlertRuleToSave>) => setDraft({ ...draft, ...changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const again = String(draft.againAfterMinutes);
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          placeholder="Checkout fails"
          required
          maxLength={100}
          data-autofocus
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <ConditionFields value={draft.condition} onChange={(condition) => change({ condition })} />
        <Preview condition={draft.condition} />
        <MultiSelect
          label="Send to"
          data={destinations.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.destinations}
          onChange={(chosen) => change({ destinations: chosen })}
        />
        {!IS_TOLD_ONCE.has(draft.condition.on) && (
          <Select
            label="Tell again of the same issue after"
            allowDeselect={false}
            data={
              AGAIN.some(({ value }) => value === again)
                ? AGAIN
                : [...AGAIN, { value: again, label: `${again} minutes` }]
            }
            value={again}
            onChange={(minutes) => minutes && change({ againAfterMinutes: Number(minutes) })}
          />
        )}
        <QuietHoursFields value={draft.quietHours} onChange={(quietHours) => change({ quietHours })} />
        {save.error && (
          <p role="alert" className={styles.error}>
            It could not be saved: {save.error.message}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={draft.destinations.length === 0}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function firstDraft(rule: AlertRule | undefined, destinations: readonly AlertDestination[]): AlertRuleToSave {
  if (rule) {
    const { name, condition, destinations: to, quietHours, againAfterMinutes } = rule;
    return { name, condition, destinations: to, quietHours, againAfterMinutes };
  }
  return {
    name: '',
    condition: { on: 'new-issue' },
    destinations: destinations.slice(0, 1).map(({ id }) => id),
    quietHours: null,
    againAfterMinutes: 60,
  };
}
