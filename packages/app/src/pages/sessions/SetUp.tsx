import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createIngestKey } from '../../load/keys.ts';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import styles from './SetUp.module.css';
import { setUpSnippets } from './setUpSnippets.ts';

/** Until there is one, in its place. */
const NO_KEY = 'YOUR_KEY';

/** What a project without any session shows: how to send the first one. It gives way by itself when that arrives. */
export function SetUp() {
  const make = useMutation({ mutationFn: () => createIngestKey('made in the app') });
  const snippets = useMemo(() => setUpSnippets(window.location.origin, make.data || NO_KEY), [make.data]);
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h2 className={styles.title}>Record your first session</h2>
        <p className={styles.waiting} role="status">
          <span className={styles.pulse} aria-hidden />
          Waiting for the first session. It shows up here by itself.
        </p>
        <div className={styles.key}>
          {make.data ? (
            <p className={styles.text} role="status">
              The snippets below have your new key. It is shown this once; what is stored is its hash.
            </p>
          ) : (
            <>
              <p className={styles.text}>
                Sending needs an ingest key. The first start of the server wrote one to the file{' '}
                <code>ingest-key</code> in its data folder; or make another one now.
              </p>
              <Button size="xs" loading={make.isPending} onClick={() => make.mutate()}>
                Create a key
              </Button>
            </>
          )}
          {make.error && (
            <div role="alert" className={styles.error}>
              It could not be made: {make.error.message}. Who runs the server makes one by
              <CodeBlock code="throughline keys create --name shop" label="Copy the command" />
            </div>
          )}
        </div>
        <ol className={styles.steps}>
          {snippets.map(({ title, text, code, copyLabel }) => (
            <li key={title} className={styles.step}>
              <h3 className={styles.heading}>{title}</h3>
              <p className={styles.text}>{text}</p>
              <CodeBlock code={code} label={copyLabel} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
