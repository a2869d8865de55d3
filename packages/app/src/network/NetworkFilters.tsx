import { CloseButton, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { SessionDetail } from '@throughline/format';
import { useMemo } from 'react';
import type { TimedRequest } from '../load/requests.ts';
import { REQUEST_GROUPS } from '../state/networkView.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ChipGroup } from '../ui/ChipGroup.tsx';
import { GROUP_LABELS, GROUP_OF } from './groups.ts';
import { HarExport } from './HarExport.tsx';
import styles from './NetworkFilters.module.css';

const LANGUAGE =
  'Words, -word to leave out, method:POST, status:5xx, domain:api, type:xhr, larger-than:10k, slower-than:500';

/** Text, kinds and failures that the table is narrowed to; export of what is left. */
export function NetworkFilters({
  session,
  requests,
  shown,
}: {
  session: SessionDetail;
  requests: TimedRequest[];
  shown: TimedRequest[];
}) {
  const { network } = useSessionState();
  const { query, groups, failedOnly } = useStore(network, (value) => value);
  const kinds = useMemo(
    () =>
      REQUEST_GROUPS.map((kind) => ({
        kind,
        label: GROUP_LABELS[kind],
        count: requests.reduce((count, { type }) => count + (GROUP_OF[type] === kind ? 1 : 0), 0),
      })),
    [requests],
  );
  const change = (changes: Partial<ReturnType<typeof network.get>>) =>
    network.set({ ...network.get(), ...changes });
  return (
    <div className={styles.filters}>
      <Tooltip label={LANGUAGE} multiline w={300} position="bottom-start">
        <TextInput
          aria-label="Filter requests"
          placeholder="Filter"
          size="xs"
          className={styles.text}
          leftSection={<IconFilter size={14} />}
          rightSection={
            query && (
              <CloseButton size="sm" aria-label="Clear the filter" onClick={() => change({ query: '' })} />
            )
          }
          value={query}
          onChange={(event) => change({ query: event.currentTarget.value })}
        />
      </Tooltip>
      <ChipGroup
        label="Kinds of requests"
        kinds={kinds}
        chosen={groups}
        onChoose={(chosen) => change({ groups: REQUEST_GROUPS.filter((group) => chosen.includes(group)) })}
      />
      <Switch
        size="xs"
        label="Failed only"
        checked={failedOnly}
        onChange={(event) => change({ failedOnly: event.currentTarget.checked })}
      />
      <span className={styles.space} />
      <HarExport session={session} requests={shown} />
    </div>
  );
}
