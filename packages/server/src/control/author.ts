/** Who writes something that stands beside a recording, or reads it. */
export interface Writer {
  /** The same for the same person or token, whatever they are called. */
  key: string;
  name: string;
}

/** Whether `writer` wrote it. */
export function isAuthor({ authorKey }: { authorKey: string }, { key }: Writer): boolean {
  return authorKey === key;
}
