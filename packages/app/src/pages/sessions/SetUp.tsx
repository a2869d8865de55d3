import { useState } from 'react';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import styles from './SetUp.module.css';
import { setUpSnippets } from './setUpSnippets.ts';

/** What a project without any session shows: how to send the first one. It gives way by itself when that arrives. */
export function SetUp() {
  const [snippets] = useState(() => setUpSnippets(window.location.origin));
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h2 className={styles.title}>Record your first session</h2>
        <p className={styles.waiting} role="status">
          <span className={styles.pulse} aria-hidden />
          Waiting for the first session. It shows up here by itself.
        </p>
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
