import { Checkbox } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { queryOptions } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { TicketSubject } from '../load/tickets.ts';
import styles from './tickets.module.css';

/** Takes a picture of the page at a ticket's moment, a PNG; `undefined` if nothing was recorded of it. */
export type TakePicture = (signal: AbortSignal) => Promise<Blob | undefined>;

/** The picture of a ticket, taken once. */
export function ticketPicture(about: TicketSubject, take: TakePicture | undefined) {
  return queryOptions({
    queryKey: ['ticket-picture', about],
    queryFn: async ({ signal }) => (await take?.(signal)) ?? null,
    enabled: take !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

/** Shows the picture that would go out, and lets it stay here. */
export function TicketPicture({
  picture: { data: png, error },
  isIncluded,
  onInclude,
}: {
  picture: UseQueryResult<Blob | null>;
  isIncluded: boolean;
  onInclude: (isIncluded: boolean) => void;
}) {
  const url = useObjectUrl(png ?? null);
  if (error)
    return (
      <p role="note" className={styles.text}>
        No picture goes with it; none could be taken: {error.message}
      </p>
    );
  if (png === null)
    return (
      <p role="note" className={styles.text}>
        No picture goes with it: the page was not recorded at this moment.
      </p>
    );
  return (
    <div className={styles.picture}>
      <Checkbox
        label="With a picture of the page at this moment"
        description="As it was recorded, with what was masked"
        checked={isIncluded}
        onChange={(event) => onInclude(event.currentTarget.checked)}
      />
      {url ? (
        <a href={url} target="_blank" rel="noreferrer" data-left-out={!isIncluded || undefined}>
          <img src={url} alt="The page at this moment" className={styles.thumbnail} />
        </a>
      ) : (
        <span role="status" className={styles.dim}>
          Taking the picture…
        </span>
      )}
    </div>
  );
}

function useObjectUrl(blob: Blob | null): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [blob]);
  return url;
}
