import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AlertCondition } from '@throughline/format';
import { savedViews } from '../../load/views.ts';

const CONDITIONS: { value: AlertCondition['on']; label: string }[] = [
  { value: 'new-issue', label: 'An issue is new' },
  { value: 'regressed-issue', label: 'An issue regressed' },
  { value: 'issue-events', label: 'An issue is thrown often' },
  { value: 'issue-users', label: 'An issue affects many users' },
  { value: 'sessions', label: 'A session matches a search' },
];

/** What one begins with. */
const FIRST: Record<AlertCondition['on'], AlertCondition> = {
  'new-issue': { on: 'new-issue' },
  'regressed-issue': { on: 'regressed-issue' },
  'issue-events': { on: 'issue-events', moreThan: 100, minutes: 10 },
  'issue-users': { on: 'issue-users', moreThan: 10, minutes: 10 },
  sessions: { on: 'sessions', search: '' },
};

const MINUTES_MOST = 24 * 60;

/** When a rule tells. */
export function ConditionFields({
  value,
  onChange,
}: {
  value: AlertCondition;
  onChange: (value: AlertCondition) => void;
}) {
  return (
    <>
      <Select
        label="When"
        allowDeselect={false}
        data={CONDITIONS}
        value={value.on}
        onChange={(on) => on && onChange(FIRST[on])}
      />
      {(value.on === 'issue-events' || value.on === 'issue-users') && (
        <Group grow gap="sm">
          <NumberInput
            label={value.on === 'issue-events' ? 'More than (exceptions)' : 'More than (users)'}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            required
            value={value.moreThan}
            onChange={(moreThan) => onChange({ ...value, moreThan: Number(moreThan) })}
          />
          <NumberInput
            label="Within (minutes)"
            min={1}
            max={MINUTES_MOST}
            allowDecimal={false}
            required
            value={value.minutes}
            onChange={(minutes) => onChange({ ...value, minutes: Number(minutes) })}
          />
        </Group>
      )}
      {value.on === 'sessions' && (
        <SearchField search={value.search} onChange={(search) => onChange({ on: 'sessions', search })} />
      )}
    </>
  );
}

function SearchField({ search, onChange }: { search: string; onChange: (search: string) => void }) {
  const { data: views = [] } = useQuery(savedViews());
  const searches = views.filter((view) => view.search !== '');
  return (
    <>
      <TextInput
        label="Search"
        description="As in the list of sessions"
        placeholder="has:error url:/checkout"
        required
        value={search}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {searches.length > 0 && (
        <Select
          label="Take the search of a saved view"
          placeholder="None"
          data={searches.map(({ id, name }) => ({ value: id, label: name }))}
          value={searches.find((view) => view.search === search)?.id ?? null}
          onChange={(id) => {
            const view = searches.find((one) => one.id === id);
            if (view) onChange(view.search);
          }}
        />
      )}
    </>
  );
}
