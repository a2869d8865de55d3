import { useMemo } from 'react';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatBytes } from '../ui/format.ts';
import { ScrollText } from '../ui/ScrollText.tsx';
import styles from './BodyText.module.css';
import { indentBody } from './indentBody.ts';
import type { Payload } from './payloadsOf.ts';

/** A body as people read it, with its size; copied it is as it was recorded. */
export function BodyText({
  label,
  body,
  size,
  isTruncated,
}: { label: string; body: string } & Pick<Payload, 'size' | 'isTruncated'>) {
  const shown = useMemo(() => indentBody(body), [body]);
  return (
    <>
      <div className={styles.bar}>
        <span>
          {size !== undefined && formatBytes(size)}
          {isTruncated && ' — only its beginning was kept'}
        </span>
        <CopyButton value={() => body} label="Copy body" />
      </div>
      <figure className={styles.figure} aria-label={label}>
        <ScrollText className={styles.body} text={shown} />
      </figure>
    </>
  );
}
