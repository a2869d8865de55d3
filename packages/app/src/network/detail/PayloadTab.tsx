import { fieldsOf, queryOf } from '@throughline/model';
import type { TimedRequest } from '../../load/requests.ts';
import { BodyText } from '../../payload/BodyText.tsx';
import { HeaderList } from '../../payload/HeaderList.tsx';
import type { Payload } from '../../payload/payloadsOf.ts';
import { NotRecorded } from './NotRecorded.tsx';
import styles from './Part.module.css';
import { Part } from './Part.tsx';

/** What was sent: the query, and the body as far as it was recorded. */
export function PayloadTab({ request, sent }: { request: TimedRequest; sent: Payload | undefined }) {
  const query = fieldsOf(queryOf(request.url));
  const { requestSize, method } = request;
  const hasNoBody = sent?.body === undefined && (requestSize === 0 || /^(GET|HEAD)$/.test(method));
  const type = sent?.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const fields =
    sent?.body !== undefined && /^application\/x-www-form-urlencoded\b/i.test(type)
      ? fieldsOf(sent.body)
      : undefined;
  const pairs = (list: { name: string; value: string }[]) =>
    list.map(({ name, value }) => [name, value] as const);
  return (
    <>
      {query.length > 0 && (
        <Part title="Query">
          <HeaderList label="Query" headers={pairs(query)} />
        </Part>
      )}
      {fields && (
        <Part title="Form data">
          <HeaderList label="Form data" headers={pairs(fields)} />
        </Part>
      )}
      <Part title="Body">
        {sent?.body !== undefined ? (
          <BodyText label="Request body" body={sent.body} size={sent.size} isTruncated={sent.isTruncated} />
        ) : hasNoBody ? (
          <p className={styles.note}>It has no body.</p>
        ) : (
          <NotRecorded what="Bodies" option="network: { bodies: true }" />
        )}
      </Part>
    </>
  );
}
