import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { PATHS } from '@throughline/format';
import { useMay } from '../../load/account.ts';
import { withProject } from '../../load/project.ts';

const FORMATS = [
  { format: 'json', label: 'JSON', holds: 'everything, with the recording' },
  { format: 'har', label: 'HAR', holds: 'requests, for developer tools' },
  { format: 'otlp', label: 'OTLP', holds: 'traces and logs, for any back end' },
] as const;

/** Downloads the session as a file, for those who may hand it on; without payloads for who may not see them. */
export function ExportMenu({ session }: { session: string }) {
  const mayShare = useMay('share');
  const mayShowPayloads = useMay('payloads');
  if (!mayShare) return null;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Tooltip label="Export the session">
          <ActionIcon aria-label="Export the session">
            <IconDownload size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, label, holds }) => (
          <Menu.Item
            key={format}
            component="a"
            download
            href={withProject(`${PATHS.api}/sessions/${session}/export?format=${format}`)}
          >
            {label}: {holds}
            {!mayShowPayloads && ', without payloads'}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
