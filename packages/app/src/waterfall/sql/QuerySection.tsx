import { useMemo } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ScrollText } from '../../ui/ScrollText.tsx';
import { Section } from '../../ui/Section.tsx';
import styles from '../SpanDetail.module.css';
import { formatSql } from './formatSql.ts';

/** The statement that was sent to a database, on lines. What is copied is the statement as it was sent. */
export function QuerySection({ query }: { query: string }) {
  const shown = useMemo(() => formatSql(query), [query]);
  return (
    <Section title="Query" isOpen>
      <CopyButton value={() => query} label="Copy query" />
      <figure className={styles.figure} aria-label="Query text">
        <ScrollText className={styles.code} text={shown} />
      </figure>
    </Section>
  );
}
