import { ActionIcon, CloseButton, Menu, Switch, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconCopy, IconDownload, IconSearch } from '@tabler/icons-react';
import type { SessionDetail } from '@throughline/format';
import type { KeyboardEvent } from 'react';
import { LOG_LEVELS, type LogLevel, type LogsView } from '../state/logsView.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { downloadText } from '../ui/downloadText.ts';
import { ServiceName } from '../ui/ServiceName.tsx';
import { useCopy } from '../ui/useCopy.ts';
import { linesAsNdjson } from './exportLines.ts';
import styles from './LogToolbar.module.css';
import type { LogLine } from './logLines.ts';

/** How the lines are shown; not in the address. */
export interface Shown {
  /** Long lines go on below, instead of ending at the edge. */
  wrap: boolean;
  /** What does not match the search is left out. */
  matchesOnly: boolean;
}

const LEVEL_LABELS: Record<LogLevel, string> = {
  error: 'Errors',
  warn: 'Warnings',
  info: 'Info',
  debug: 'Debug',
};

/** Which of the lines are shown, and how; all of them to take along. */
export function LogToolbar({
  lines,
  counts,
  services,
  colors,
  status,
  shown,
  onShown,
  onMatch,
  session,
}: {
  /** Those that pass the filter. */
  lines: readonly LogLine[];
  counts: Record<LogLevel, number>;
  /** Lines by service. */
  services: ReadonlyMap<string, number>;
  colors: ReadonlyMap<string, string>;
  /** How many there are, in words. */
  status: string;
  shown: Shown;
  onShown: (shown: Shown) => void;
  /** Goes to the next match, or the one before. */
  onMatch: (step: 1 | -1) => void;
  session: SessionDetail;
}) {
  const { logs } = useSessionState();
  const view = useStore(logs, (value) => value);
  const change = (changes: Partial<LogsView>) => logs.set({ ...logs.get(), ...changes });
  const toggle = (level: LogLevel) =>
    change({
      hidden: view.hidden.includes(level)
        ? view.hidden.filter((one) => one !== level)
        : LOG_LEVELS.filter((one) => one === level || view.hidden.includes(one)),
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onMatch(event.shiftKey ? -1 : 1);
  };
  return (
    <div className={styles.toolbar}>
      <TextInput
        aria-label="Search the logs"
        placeholder="Search (Enter: next match)"
        size="xs"
        className={styles.search}
        leftSection={<IconSearch size={14} />}
        rightSection={
          view.query && (
            <CloseButton
              size="sm"
              aria-label="Clear the search of logs"
              onClick={() => change({ query: '' })}
            />
          )
        }
        value={view.query}
        onChange={(event) => change({ query: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <div className={styles.levels}>
        {LOG_LEVELS.map((level) => (
          <button
            key={level}
            type="button"
            className={styles.level}
            data-level={level}
            aria-pressed={!view.hidden.includes(level)}
            onClick={() => toggle(level)}
          >
            {LEVEL_LABELS[level]} <span className={styles.number}>{counts[level].toLocaleString('en')}</span>
          </button>
        ))}
      </div>
      <ServiceMenu
        chosen={view.service}
        services={services}
        colors={colors}
        onChoose={(service) => change({ service })}
      />
      <Switch
        size="xs"
        label="Wrap"
        checked={shown.wrap}
        onChange={(event) => onShown({ ...shown, wrap: event.currentTarget.checked })}
      />
      {view.query.trim() !== '' && (
        <Switch
          size="xs"
          label="Matches only"
          checked={shown.matchesOnly}
          onChange={(event) => onShown({ ...shown, matchesOnly: event.currentTarget.checked })}
        />
      )}
      <span className={styles.status} role="status" aria-label="Lines shown" title={status}>
        {status}
      </span>
      <Export lines={lines} name={`logs-${session.id.slice(0, 8)}.ndjson`} />
    </div>
  );
}

function ServiceMenu({
  chosen,
  services,
  colors,
  onChoose,
}: {
  chosen: string;
  services: ReadonlyMap<string, number>;
  colors: ReadonlyMap<string, string>;
  onChoose: (service: string) => void;
}) {
  const check = (isChosen: boolean) =>
    isChosen ? <IconCheck size={13} /> : <span className={styles.noCheck} />;
  // One that a link names stays to be seen, though it is not here.
  const offered = [...new Set([...services.keys(), ...(chosen ? [chosen] : [])])];
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.service} aria-label={`Service: ${chosen || 'all'}`}>
          {chosen ? <ServiceName service={chosen} color={colors.get(chosen)} /> : 'All services'}
          <IconChevronDown size={13} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <Menu.Item fz="xs" leftSection={check(chosen === '')} onClick={() => onChoose('')}>
          All services
        </Menu.Item>
        {offered.map((service) => (
          <Menu.Item
            key={service}
            fz="xs"
            leftSection={check(chosen === service)}
            rightSection={
              <span className={styles.number}>{(services.get(service) ?? 0).toLocaleString('en')}</span>
            }
            onClick={() => onChoose(service)}
          >
            <ServiceName service={service} color={colors.get(service)} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Export({ lines, name }: { lines: readonly LogLine[]; name: string }) {
  const { copied, copy } = useCopy();
  const count = lines.length.toLocaleString('en');
  return (
    <div className={styles.buttons}>
      <Tooltip label={copied ? 'Copied' : `Copy ${count} lines as NDJSON`}>
        <ActionIcon
          size="sm"
          aria-label="Copy the lines as NDJSON"
          color={copied ? 'teal' : 'gray'}
          onClick={() => copy(linesAsNdjson(lines))}
        >
          {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`Download ${count} lines as NDJSON`}>
        <ActionIcon
          size="sm"
          aria-label="Download the lines as NDJSON"
          onClick={() => downloadText(name, 'application/x-ndjson', linesAsNdjson(lines))}
        >
          <IconDownload size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
