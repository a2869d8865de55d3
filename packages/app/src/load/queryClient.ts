import { QueryClient } from '@tanstack/react-query';
import { RequestError } from './request.ts';

/** Further attempts after a failure that may pass by itself. Then the person is shown it, with a button to retry. */
const RETRIES = 2;

/** Answers are good this long before a panel that opens asks again, milliseconds. */
const FRESH_FOR_MS = 5_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_FOR_MS,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < RETRIES && error instanceof RequestError && error.isTransient,
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
}
