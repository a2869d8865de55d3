import type { BodyIdentity } from '../spool/bodyIdentity.ts';
import type { ClaimBodies } from '../store/ownBodies.ts';
import type { ErasedSessions } from './erasedSessions.ts';

/**
 * `claim`, but no segment of an erased session: it was sent, or lay in a spool, before the erasure. `undefined` if every body
 * may be stored.
 */
export function keepErasedOut(
  erased: Pick<ErasedSessions, 'isEmpty' | 'has'>,
  claim: ClaimBodies | undefined,
): ClaimBodies | undefined {
  if (erased.isEmpty) return claim;
  const isKept = (body: BodyIdentity) =>
    body.kind !== 'segments' || !erased.has(body.project, body.name.split(' ', 1)[0] ?? '');
  return async (file, bodies) => {
    const kept = bodies.filter(isKept);
    const answers = claim ? await claim(file, kept) : kept.map(() => true);
    const own = new Set(kept.filter((_, index) => answers[index]));
    return bodies.map((body) => own.has(body));
  };
}
