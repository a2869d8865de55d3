import { Section } from '../ui/Section.tsx';
import { BodyText } from './BodyText.tsx';
import { HeaderList } from './HeaderList.tsx';
import type { Payload } from './payloadsOf.ts';

/** Headers and body of a request or response: as they were recorded, secrets redacted. */
export function PayloadSection({ payload }: { payload: Payload }) {
  const { title, headers, body, size, isTruncated } = payload;
  return (
    <Section title={title} isOpen>
      {headers.length > 0 && <HeaderList label={`${title} headers`} headers={headers} />}
      {body !== undefined && (
        <BodyText label={`${title} body`} body={body} size={size} isTruncated={isTruncated} />
      )}
    </Section>
  );
}
