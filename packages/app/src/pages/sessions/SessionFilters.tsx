import { Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { type SessionFilter, TIME_RANGES, type TimeRange } from '../../load/sessionList.ts';
import { SEARCH_FIELD } from '../../state/searchField.ts';
import styles from './SessionFilters.module.css';

/** How long typing must rest before the list is asked for, milliseconds. */
const TYPING_RESTS_MS = 250;

/** What the list is narrowed by. */
export function SessionFilters({
  filter,
  onChange,
}: {
  filter: SessionFilter;
  onChange: (filter: SessionFilter) => void;
}) {
  return (
    <search className={styles.filters} aria-label="Filter sessions">
      <TypedText
        label="Search sessions"
        placeholder="Search: page, user, error, service…"
        icon={<IconSearch size={14} />}
        value={filter.q}
        onChange={(q) => onChange({ ...filter, q })}
        className={styles.search}
        isSearch
      />
      <TypedText
        label="User"
        placeholder="User"
        icon={<IconUser size={14} />}
        value={filter.user}
        onChange={(user) => onChange({ ...filter, user })}
        className={styles.user}
      />
      <Select
        aria-label="Time range"
        size="xs"
        w={116}
        allowDeselect={false}
        data={Object.entries(TIME_RANGES).map(([value, { label }]) => ({ value, label }))}
        value={filter.range}
        onChange={(range) => range && onChange({ ...filter, range: range as TimeRange })}
      />
      <Switch
        size="xs"
        label="Errors only"
        checked={filter.errorsOnly}
        onChange={(event) => onChange({ ...filter, errorsOnly: event.currentTarget.checked })}
      />
    </search>
  );
}

/** A text field whose text counts once typing rests. */
function TypedText({
  label,
  placeholder,
  icon,
  value,
  onChange,
  className,
  isSearch = false,
}: {
  label: string;
  placeholder: string;
  icon: ReactNode;
  value: string;
  onChange: (value: string) => void;
  className: string | undefined;
  isSearch?: boolean;
}) {
  const [typed, setTyped] = useState(value);
  const report = useDebouncedCallback(onChange, TYPING_RESTS_MS);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      {...(isSearch && SEARCH_FIELD)}
      aria-label={label}
      placeholder={placeholder}
      size="xs"
      leftSection={icon}
      className={className}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        report(event.currentTarget.value);
      }}
    />
  );
}
