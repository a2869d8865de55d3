import { TrackerError } from '../trackerError.ts';

/** Adds a part to what is filed already; what went wrong, for people, if the vendor did not take it. */
export async function problemOf(part: string, add: () => Promise<void>): Promise<string | undefined> {
  try {
    await add();
    return undefined;
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error;
    return `${part} could not be added to it: ${error.message}`;
  }
}
