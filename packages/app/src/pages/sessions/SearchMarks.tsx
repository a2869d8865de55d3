import type { SearchProblem } from '@throughline/model';
import { type RefObject, useEffect, useRef } from 'react';
import styles from './SearchField.module.css';

/** Underlines the part of the field's text that cannot be read: the same text behind it, itself not seen. */
export function SearchMarks({
  text,
  problem,
  input,
}: {
  text: string;
  problem: SearchProblem | undefined;
  input: RefObject<HTMLInputElement | null>;
}) {
  const marks = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = input.current;
    const follow = () => {
      if (marks.current && field) marks.current.scrollLeft = field.scrollLeft;
    };
    follow();
    field?.addEventListener('scroll', follow);
    return () => field?.removeEventListener('scroll', follow);
  });
  if (!problem) return null;
  const { start, end } = problem;
  return (
    <div ref={marks} className={styles.marks} aria-hidden>
      {text.slice(0, start)}
      <mark className={styles.wrong}>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </div>
  );
}
