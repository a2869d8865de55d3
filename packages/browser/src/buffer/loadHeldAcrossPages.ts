import { safely } from '../safely.ts';
import type { HeldParts } from './heldAcrossPages.ts';

/** Loads what few applications ask for. */
export function loadHeldAcrossPages(parts: HeldParts): void {
  const part = import('./heldAcrossPages.ts');
  part.then(
    ({ holdAcrossPages }) => safely(() => holdAcrossPages(parts)),
    () => safely(() => parts.found([])),
  );
}
