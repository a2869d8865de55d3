import { QueryCache, QueryClient } from '@tanstack/react-query';
import { RequestError } from './request.ts';

/** Further attempts after a failure that may pass by itself. Then the person is shown it, with a button to retry. */
const RETRIES = 2;

/** Answers are good this long before a panel that opens asks again, milliseconds. */
const FRESH_FOR_MS = 5_000;

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        // The log-in is over: the account says so, and the log-in page takes the place of what was open.
        if (error instanceof RequestError && error.status === 401)
          void client.invalidateQueries({ queryKey: ['account'] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_FOR_MS,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < RETRIES && error instanceof RequestError && error.isTransient,
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
  return client;
}
