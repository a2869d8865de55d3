import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorNotice } from '../ui/Notice.tsx';

/** Stands where a page broke, so that one broken page is not a blank window. */
export function PageError({ error }: ErrorComponentProps) {
  return <ErrorNotice title="This page broke" error={error} onRetry={() => window.location.reload()} />;
}
