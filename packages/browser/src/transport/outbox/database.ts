/** Name of the IndexedDB database that holds the outbox; the core knows it to delete it when a person refuses. */
export const OUTBOX_DATABASE = 'throughline';
