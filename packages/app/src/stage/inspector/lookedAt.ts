/** Nodes of the replayed page, by the ids that they were recorded with: they outlast its being built anew. */
export interface LookedAt {
  selected: number | null;
  /** Under the pointer, in the page or in the tree. */
  hovered: number | null;
}

export const NOTHING: LookedAt = { selected: null, hovered: null };
