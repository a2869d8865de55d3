import { ActionIcon, Button, Switch, Tooltip } from '@mantine/core';
import { IconBookmark, IconColumns3, IconDownload, IconFilter, IconKeyboard } from '@tabler/icons-react';
import type { KnownValues } from '@throughline/model';
import { lazy } from 'react';
import { csvAddress, type SessionFilter } from '../../load/sessionList.ts';
import type { Column } from './columns.ts';
import { SearchField } from './SearchField.tsx';
import { TimeRangeMenu } from './TimeRangeMenu.tsx';
import styles from './Toolbar.module.css';
import { ToolbarMenu } from './ToolbarMenu.tsx';
import type { ListPreferences } from './useListPreferences.ts';

const ColumnsMenu = lazy(async () => ({ default: (await import('./ColumnsMenu.tsx')).ColumnsMenu }));
const ViewsMenu = lazy(async () => ({ default: (await import('./ViewsMenu.tsx')).ViewsMenu }));

/** What the list is narrowed by, and how it is shown. */
export function SessionToolbar({
  filter,
  known,
  columns,
  isLive,
  hasFacets,
  onFilter,
  onChoose,
  onHelp,
}: {
  filter: SessionFilter;
  /** Values for completion. */
  known: KnownValues;
  columns: readonly Column[];
  isLive: boolean;
  hasFacets: boolean;
  onFilter: (filter: SessionFilter) => void;
  onChoose: (change: Partial<ListPreferences>) => void;
  onHelp: () => void;
}) {
  return (
    <search className={styles.toolbar} aria-label="Filter sessions">
      <Tooltip label={hasFacets ? 'Hide the counts' : 'Show the counts'}>
        <ActionIcon
          aria-label="Counts"
          aria-pressed={hasFacets}
          variant={hasFacets ? 'light' : 'subtle'}
          onClick={() => onChoose({ hasFacets: !hasFacets })}
        >
          <IconFilter size={16} />
        </ActionIcon>
      </Tooltip>
      <SearchField
        value={filter.search}
        known={known}
        onChange={(search) => onFilter({ ...filter, search })}
      />
      {filter.incident !== '' && (
        <Switch
          size="xs"
          label="Of one incident"
          checked
          onChange={() => onFilter({ ...filter, incident: '' })}
        />
      )}
      <TimeRangeMenu filter={filter} onChange={(range) => onFilter({ ...filter, ...range })} />
      <Tooltip label="New sessions come in by themselves ( L )">
        <Switch
          size="xs"
          label="Live"
          checked={isLive}
          onChange={({ currentTarget }) => onChoose({ isLive: currentTarget.checked })}
        />
      </Tooltip>
      <ToolbarMenu label="Views" icon={<IconBookmark size={14} />}>
        {(close) => (
          <ViewsMenu
            filter={filter}
            columns={columns}
            onOpen={(view) => {
              onFilter({ ...filter, ...view.filter });
              if (view.columns) onChoose({ columns: view.columns });
              close();
            }}
          />
        )}
      </ToolbarMenu>
      <ToolbarMenu label="Columns" icon={<IconColumns3 size={14} />}>
        {() => <ColumnsMenu columns={columns} onChange={(chosen) => onChoose({ columns: chosen })} />}
      </ToolbarMenu>
      <Button
        component="a"
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} />}
        href={csvAddress(filter)}
        download="sessions.csv"
        aria-label="Download the list as CSV"
      >
        CSV
      </Button>
      <Tooltip label="Keyboard ( ? )">
        <ActionIcon aria-label="Keyboard" onClick={onHelp}>
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </search>
  );
}
