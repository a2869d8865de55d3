import { type ErasedLately, erasedSessionHash } from '../control/erasures.ts';

/** Which sessions were erased lately, for those who ask at every segment. */
export class ErasedSessions {
  /** By project. */
  readonly #hashes = new Map<string, Set<string>>();

  get isEmpty(): boolean {
    return this.#hashes.size === 0;
  }

  has(project: string, session: string): boolean {
    const hashes = this.#hashes.get(project);
    return hashes?.has(erasedSessionHash(session)) === true;
  }

  add(project: string, session: string): void {
    const hashes = this.#hashes.get(project) ?? new Set();
    hashes.add(erasedSessionHash(session));
    this.#hashes.set(project, hashes);
  }

  /** Adds what control data knows. What it has forgotten is known here until the end of the process. */
  learn(erased: readonly ErasedLately[]): void {
    for (const { project, sessionHashes } of erased)
      this.#hashes.set(project, new Set([...(this.#hashes.get(project) ?? []), ...sessionHashes]));
  }
}
