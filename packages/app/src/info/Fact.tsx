import type { ReactNode } from 'react';
import { CopyAction } from '../ui/CopyAction.tsx';

/** A fact of a list of facts; nothing where there is none. */
export function Fact({
  name,
  value,
  isCode = false,
}: {
  name: string;
  value: string;
  /** Whether one may want to copy it. */
  isCode?: boolean;
}): ReactNode {
  if (value === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {isCode ? <code>{value}</code> : value}
        {isCode && <CopyAction value={value} label={`Copy: ${name}`} />}
      </dd>
    </>
  );
}
