import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { IssueFilter, IssueSort } from '@throughline/format';
import { useState } from 'react';
import type { IssueListFilter } from '../../load/issues.ts';
import { releaseList } from '../../load/releases.ts';
import { TIME_RANGES, type TimeRange } from '../../load/sessionList.ts';
import type { IssueSearch } from '../../state/issueSearch.ts';
import styles from './IssueToolbar.module.css';

/** How long typing rests before it is searched for, milliseconds. */
const TYPING_RESTS_MS = 250;

const STATES: Record<IssueFilter, string> = {
  open: 'Open',
  regressed: 'Regressed',
  resolved: 'Resolved',
  ignored: 'Ignored',
  all: 'All states',
};
const SORTS: Record<IssueSort, string> = {
  lastSeen: 'Last seen',
  firstSeen: 'First seen',
  events: 'Most events',
  users: 'Most users',
};
const RANGES = Object.fromEntries(
  Object.entries(TIME_RANGES).map(([range, { label }]) => [range, label]),
) as Record<TimeRange, string>;

/** What the list of issues is narrowed by, and its order. */
export function IssueToolbar({
  filter,
  onChange,
}: {
  filter: IssueListFilter;
  onChange: (change: Partial<IssueSearch>) => void;
}) {
  const [typed, setTyped] = useState(filter.text);
  const report = useDebouncedCallback((q: string) => onChange({ q }), TYPING_RESTS_MS);
  // Going back, and what clears the filter, change it from outside.
  const [reported, setReported] = useState(filter.text);
  if (filter.text !== reported) {
    setReported(filter.text);
    setTyped(filter.text);
  }
  const { data } = useQuery(releaseList(filter.range));
  const services = [...new Set([filter.service, ...(data?.releases ?? []).map(({ service }) => service)])];
  const releases = (data?.releases ?? [])
    .filter(({ service }) => filter.service === '' || service === filter.service)
    .map(({ release }) => release);
  return (
    <search className={styles.toolbar} aria-label="Filter issues">
      <TextInput
        className={styles.search}
        size="xs"
        type="search"
        aria-label="Search issues"
        placeholder="Type, message or file   ( / )"
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setReported(filter.text);
          report(currentTarget.value.trim());
        }}
      />
      <Choice label="State" of={STATES} value={filter.state} onChange={(state) => onChange({ state })} />
      <Choice label="Time range" of={RANGES} value={filter.range} onChange={(range) => onChange({ range })} />
      <Named
        label="Service"
        any="Any service"
        names={services}
        value={filter.service}
        onChange={(service) => onChange({ service, release: undefined })}
      />
      <Named
        label="Release"
        any="Any release"
        names={[...new Set([filter.release, ...releases])]}
        value={filter.release}
        onChange={(release) => onChange({ release })}
      />
      <Choice label="Order" of={SORTS} value={filter.sort} onChange={(sort) => onChange({ sort })} />
    </search>
  );
}

/** One of a few. */
function Choice<Value extends string>({
  label,
  of,
  value,
  onChange,
}: {
  label: string;
  of: Record<Value, string>;
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <Select
      size="xs"
      w={116}
      aria-label={label}
      allowDeselect={false}
      data={(Object.entries(of) as [Value, string][]).map(([name, text]) => ({ value: name, label: text }))}
      value={value}
      onChange={(chosen) => chosen && onChange(chosen as Value)}
    />
  );
}

/** One of many names, or none. */
function Named({
  label,
  any,
  names,
  value,
  onChange,
}: {
  label: string;
  any: string;
  names: readonly string[];
  value: string;
  onChange: (value: string | undefined) => void;
}) {
  return (
    <Select
      size="xs"
      w={140}
      aria-label={label}
      placeholder={any}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': any }}
      data={names.filter((name) => name !== '')}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      nothingFoundMessage="None of that name"
    />
  );
}
