import { Button } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import styles from './AlertsPage.module.css';

type Test = UseMutationResult<void, Error, void>;

/** Sends a test message. */
export function TestButton({ test, name }: { test: Test; name: string }) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={test.isPending}
      onClick={() => test.mutate()}
      aria-label={`Send a test message: ${name}`}
    >
      Test
    </Button>
  );
}

/** What came of it. */
export function TestOutcome({ test }: { test: Test }) {
  if (test.error)
    return (
      <p role="alert" className={`${styles.said} ${styles.bad}`}>
        The test message was not sent: {test.error.message}
      </p>
    );
  if (!test.isSuccess) return null;
  return (
    <p role="status" className={styles.said}>
      The test message was sent.
    </p>
  );
}
