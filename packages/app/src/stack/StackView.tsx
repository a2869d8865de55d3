import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { OriginalPosition, StackPosition } from '@throughline/format';
import { parseStack } from '@throughline/model';
import { useMemo, useState } from 'react';
import { symbolicatedStack } from '../load/stacks.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { ScrollText } from '../ui/ScrollText.tsx';
import { StackFrameView } from './StackFrameView.tsx';
import styles from './StackView.module.css';

/** Positions asked for at once: the server takes no more. */
const POSITIONS_MOST = 200;

/** A stack with its causes: in the sources where there are source maps of the release, or as it was recorded. */
export function StackView({ stack, release }: { stack: string; release: string }) {
  const exceptions = useMemo(() => parseStack(stack), [stack]);
  const positions = useMemo(
    () =>
      exceptions
        .flatMap(({ frames }) => frames.flatMap(({ position }) => position ?? []))
        .filter(({ url }) => url.length < 2_000)
        .slice(0, POSITIONS_MOST),
    [exceptions],
  );
  const { data, isError } = useQuery(symbolicatedStack(release, positions));
  const originals = useMemo(() => {
    const known = new Map<StackPosition, OriginalPosition>();
    for (const [index, position] of positions.entries()) {
      const original = data?.positions[index];
      if (original) known.set(position, original);
    }
    return known;
  }, [positions, data]);
  const [isRaw, setRaw] = useState(false);
  const isMapped = originals.size > 0;
  const frameCount = exceptions.reduce((count, { frames }) => count + frames.length, 0);
  const opened = firstOfOwn(
    exceptions.flatMap(({ frames }) => frames.flatMap(({ position }) => position ?? [])),
    originals,
  );
  return (
    <figure className={styles.stack} aria-label="Stack">
      <div className={styles.bar}>
        {isMapped ? (
          <SegmentedControl
            aria-label="How the stack is shown"
            size="xs"
            value={isRaw ? 'raw' : 'sources'}
            onChange={(value) => setRaw(value === 'raw')}
            data={[
              { value: 'sources', label: 'In the sources' },
              { value: 'raw', label: 'As recorded' },
            ]}
          />
        ) : (
          <span className={styles.note}>
            {isError ? 'The source maps could not be asked.' : whyRaw(release, positions)}
          </span>
        )}
        <CopyButton label="Copy stack" value={() => stack} />
      </div>
      {data?.problems.map(({ url, message }) => (
        <p key={url} className={styles.problem}>
          The source map of {url} cannot be used: {message}
        </p>
      ))}
      {isRaw || frameCount === 0 ? (
        <ScrollText className={styles.raw} text={stack} />
      ) : (
        exceptions.map(({ title, frames, omitted }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the causes of one exception never change their order.
          <div key={index}>
            {(title || index > 0) && (
              <p className={styles.title}>
                {index > 0 && <span className={styles.cause}>Caused by </span>}
                {title}
              </p>
            )}
            <ol className={styles.frames}>
              {frames.map((frame, place) => (
                <StackFrameView
                  // biome-ignore lint/suspicious/noArrayIndexKey: nor do its frames.
                  key={place}
                  frame={frame}
                  original={frame.position && originals.get(frame.position)}
                  isOpen={frame.position !== undefined && frame.position === opened}
                />
              ))}
            </ol>
            {omitted && <p className={styles.note}>{omitted}</p>}
          </div>
        ))
      )}
    </figure>
  );
}

/** The frame to begin with: the innermost one of the application's own code that has its source. */
function firstOfOwn(
  positions: readonly StackPosition[],
  originals: ReadonlyMap<StackPosition, OriginalPosition>,
): StackPosition | undefined {
  const withSource = positions.filter((position) => originals.get(position)?.context);
  return withSource.find((position) => !originals.get(position)?.isLibrary) ?? withSource[0];
}

function whyRaw(release: string, positions: readonly StackPosition[]): string {
  if (!positions.some(({ url }) => /^https?:/.test(url))) return '';
  return release === ''
    ? 'No source map: the record names no release.'
    : `No source map of release ${release} was uploaded for these scripts.`;
}
