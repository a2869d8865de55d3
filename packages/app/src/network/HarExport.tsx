import { Button, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { SessionDetail } from '@throughline/format';
import { harOf } from '@throughline/model';
import { useState } from 'react';
import { fetchRequestsWithPayloads, requestKey, type TimedRequest } from '../load/requests.ts';
import { downloadText } from '../ui/downloadText.ts';

/** Most requests of one file: with bodies of 64 KiB each it may have some 100 MB. */
const REQUESTS_MOST = 2_000;

/** The version of HAR's `creator`: that of what is written, not of the product. */
const CREATOR_VERSION = '1';

/** A button that writes the requests into a file as HAR 1.2, headers and bodies included as far as they were recorded. */
export function HarExport({ session, requests }: { session: SessionDetail; requests: TimedRequest[] }) {
  const [state, setState] = useState<'idle' | 'running' | 'failed'>('idle');
  const run = async () => {
    setState('running');
    try {
      const wanted = new Set(requests.slice(0, REQUESTS_MOST).map(({ key }) => key));
      const found = await fetchRequestsWithPayloads(
        session.id,
        byOwnClocks(requests, session),
        (request) => wanted.has(requestKey(request)),
        wanted.size,
      );
      const har = harOf(found, { creatorVersion: CREATOR_VERSION, session: session.id });
      downloadText(`session-${session.id}.har`, 'application/json', JSON.stringify(har, null, 2));
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  const label =
    state === 'failed'
      ? 'The server did not answer: try again'
      : requests.length > REQUESTS_MOST
        ? `The first ${REQUESTS_MOST.toLocaleString('en')} of what is shown, as HAR 1.2`
        : 'What is shown, as HAR 1.2';
  return (
    <Tooltip label={label}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconDownload size={14} />}
        loading={state === 'running'}
        disabled={requests.length === 0}
        onClick={() => void run()}
        c={state === 'failed' ? 'var(--error)' : undefined}
      >
        Export HAR
      </Button>
    </Tooltip>
  );
}

/** From when to when the requests began by the clocks of their tabs, by which the server is asked; Unix milliseconds. */
function byOwnClocks(
  requests: readonly TimedRequest[],
  { tabs }: SessionDetail,
): { from: number; to: number } {
  const offsets = [0, ...tabs.map(({ clockOffset }) => clockOffset)];
  const [first, last] = [requests[0]?.start ?? 0, requests.at(-1)?.start ?? 0];
  return {
    from: Math.max(0, Math.floor(first - Math.max(...offsets)) - 1),
    to: Math.ceil(last - Math.min(...offsets)) + 1,
  };
}
