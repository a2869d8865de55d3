import type { LogRecord } from '@throughline/format';
import type { TimedRequest } from '../../load/requests.ts';
import { BodyText } from '../../payload/BodyText.tsx';
import type { Payload } from '../../payload/payloadsOf.ts';
import { Messages } from './Messages.tsx';
import { NotRecorded } from './NotRecorded.tsx';
import styles from './Part.module.css';
import { Part } from './Part.tsx';

/** What was answered: the body as far as it was recorded, or the messages of a connection. */
export function ResponseTab({
  request,
  answered,
  logs,
}: {
  request: TimedRequest;
  answered: Payload | undefined;
  /** Logs that its span holds: the messages of a connection are such. */
  logs: readonly LogRecord[];
}) {
  if (request.type === 'websocket' || request.type === 'eventsource')
    return <Messages logs={logs} start={request.start} />;
  if (answered?.body !== undefined)
    return (
      <BodyText
        label="Response body"
        body={answered.body}
        size={answered.size}
        isTruncated={answered.isTruncated}
      />
    );
  if (request.status === undefined && request.failed) return <p className={styles.note}>No answer came.</p>;
  return (
    <Part title="Body">
      <NotRecorded what="Bodies" option="network: { bodies: true }" />
    </Part>
  );
}
