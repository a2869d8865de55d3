/** A database that cannot be used; the message says which, why, and which setting to look at. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
