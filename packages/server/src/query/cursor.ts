/** Where a page ended: the next one begins behind it. Opaque to clients. */
export interface Cursor {
  /** Nanoseconds, decimal. */
  time: string;
  id: string;
}

export function encodeCursor({ time, id }: Cursor): string {
  return Buffer.from(`${time} ${id}`).toString('base64url');
}

/** The cursor that a client gave back, or `undefined` if there is none or it is not one of ours. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  const match = /^(\d{1,20}) ([0-9a-z:-]{1,100})$/.exec(Buffer.from(text ?? '', 'base64url').toString());
  const [, time, id] = match ?? [];
  return time && id ? { time, id } : undefined;
}
