import type { OriginalPosition } from '@throughline/format';
import type { StackFrame } from '@throughline/model';
import styles from './StackView.module.css';

/** A call of a stack; in the source, if that is known, with the lines around it. */
export function StackFrameView({
  frame: { functionName, position },
  original,
  isOpen,
}: {
  frame: StackFrame;
  original: OriginalPosition | undefined;
  /** Whether its lines are shown from the beginning. */
  isOpen: boolean;
}) {
  const name = (original ? (original.functionName ?? functionName) : functionName) || '(anonymous)';
  const place = original ?? position;
  const file = original ? readable(original.source) : position?.url;
  const head = (
    <>
      <span className={styles.function}>{name}</span>
      {place && (
        <span
          className={styles.place}
          title={position && `${position.url}:${position.line}:${position.column}`}
        >
          {file}:{place.line}:{place.column}
        </span>
      )}
    </>
  );
  if (!original?.context) return <li data-library={original?.isLibrary || undefined}>{head}</li>;
  const { firstLine, lines } = original.context;
  return (
    <li data-library={original.isLibrary || undefined}>
      <details key={String(isOpen)} open={isOpen}>
        <summary>{head}</summary>
        <figure className={styles.source} aria-label={`Source of ${name}`}>
          {lines.map((text, index) => {
            const number = firstLine + index;
            return (
              <div
                key={number}
                className={styles.sourceLine}
                data-current={number === original.line || undefined}
              >
                <span className={styles.lineNumber}>{number}</span>
                <code>{text}</code>
              </div>
            );
          })}
        </figure>
      </details>
    </li>
  );
}

/** Bundlers write sources as addresses of their own, and relative to where they put the script. */
function readable(source: string): string {
  return source.replace(/^webpack:\/\/[^/]*\//, '').replace(/^(?:\.{1,2}\/)+/, '');
}
