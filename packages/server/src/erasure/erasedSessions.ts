import { type ErasedLately, erasedSessionHash } from '../control/erasures.ts';

/** Which sessions were erased lately, for those who ask at every segment. */
export class ErasedSessions {
  /** By project. */
  #hashes = new Map<string, Set<string>>();

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

  /** Takes what control data knows in place of what was known here. */
  replace(erased: readonly ErasedLately[]): void {
    this.#hashes = new Map(erased.map(({ project, sessionHashes }) => [project, new Set(sessionHashes)]));
  }
}
