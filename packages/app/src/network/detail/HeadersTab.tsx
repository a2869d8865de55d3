import type { TimedRequest } from '../../load/requests.ts';
import { HeaderList } from '../../payload/HeaderList.tsx';
import type { Payload } from '../../payload/payloadsOf.ts';
import { formatBytes, formatDuration, formatUtc } from '../../ui/format.ts';
import { TYPE_LABELS } from '../groups.ts';
import { NotRecorded } from './NotRecorded.tsx';
import { Part } from './Part.tsx';

/** What is known of the request as a whole, and the headers as far as they were recorded. */
export function HeadersTab({
  request,
  sent,
  answered,
}: {
  request: TimedRequest;
  sent: Payload | undefined;
  answered: Payload | undefined;
}) {
  const { type, protocolVersion, requestSize, responseSize, decodedSize, transferSize, correctionNano } =
    request;
  const bytes = (size: number | undefined) => (size === undefined ? undefined : formatBytes(size));
  const general: [string, string | undefined][] = [
    ['URL', request.url],
    ['Method', request.method],
    [
      'Status',
      request.status === undefined ? 'No answer, or the browser does not tell' : String(request.status),
    ],
    ['Type', TYPE_LABELS[type]],
    ['Protocol', protocolVersion && `HTTP/${protocolVersion}`],
    ['Operation', request.operation],
    ['Request body', bytes(requestSize)],
    ['Response body', bytes(responseSize)],
    ['Response body, inflated', bytes(decodedSize)],
    ['Over the network', transferSize === 0 ? 'nothing: from the browser’s cache' : bytes(transferSize)],
    ['Began', formatUtc(request.start)],
    ['Clock corrected', correctionNano && `${Number(correctionNano) / 1e6} ms`],
    ['Took', formatDuration(request.duration)],
  ];
  const known = general.filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <>
      <Part title="General">
        <HeaderList label="General" headers={known} />
      </Part>
      <Part title="Request headers">
        {sent && sent.headers.length > 0 ? (
          <HeaderList label="Request headers" headers={sent.headers} />
        ) : (
          <NotRecorded what="Request headers" option="network: { headers: true }" />
        )}
      </Part>
      <Part title="Response headers">
        {answered && answered.headers.length > 0 ? (
          <HeaderList label="Response headers" headers={answered.headers} />
        ) : (
          <NotRecorded what="Response headers" option="network: { headers: true }" />
        )}
      </Part>
    </>
  );
}
