import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { PATHS } from '@throughline/format';
import { useState } from 'react';
import { useMay } from '../../load/account.ts';
import { withProject } from '../../load/project.ts';

const FORMATS = [
  { format: 'html', label: 'HTML', holds: 'a page that plays it without a network, from this moment' },
  { format: 'json', label: 'JSON', holds: 'everything, with the recording' },
  { format: 'har', label: 'HAR', holds: 'requests, for developer tools' },
  { format: 'otlp', label: 'OTLP', holds: 'traces and logs, for any back end' },
] as const;

/**
 * Downloads the session as a file, for those who may hand it on; without payloads for who may not see them. `moment` gives the one that
 * is shown, Unix milliseconds.
 */
export function ExportMenu({ session, moment }: { session: string; moment: () => number }) {
  const [isOpen, setOpen] = useState(false);
  const mayShare = useMay('share');
  const mayShowPayloads = useMay('payloads');
  if (!mayShare) return null;
  const addressOf = (format: string) => {
    const at = format === 'html' ? `&at=${moment()}` : '';
    return withProject(`${PATHS.api}/sessions/${session}/export?format=${format}${at}`);
  };
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <Tooltip label="Export the session">
          <ActionIcon aria-label="Export the session">
            <IconDownload size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, label, holds }) => (
          <Menu.Item key={format} component="a" download href={isOpen ? addressOf(format) : undefined}>
            {label}: {holds}
            {!mayShowPayloads && ', without payloads'}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
