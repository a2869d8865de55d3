import type { Span } from '@throughline/format';
import { curlCommand, requestOf } from '@throughline/model';
import type { TimedRequest } from '../../load/requests.ts';
import type { Payload } from '../../payload/payloadsOf.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';

/** Buttons that copy the request in several ways. */
export function RequestActions({
  request: { method, url },
  span,
  answered,
}: {
  request: TimedRequest;
  /** Missing while it is on its way. */
  span: Span | undefined;
  answered: Payload | undefined;
}) {
  const body = answered?.body;
  const isHttp = /^https?:\/\//i.test(url);
  return (
    <>
      {url && <CopyButton value={() => url} label="Copy URL" />}
      {isHttp && (
        <CopyButton
          label="Copy as cURL"
          value={() =>
            curlCommand(
              (span && requestOf(span.attributes)) ?? { method, url, headers: [], isTruncated: false },
            )
          }
        />
      )}
      {body !== undefined && <CopyButton value={() => body} label="Copy response" />}
    </>
  );
}
