/** A clip that is played, alone or as one of a collection. */
export interface OpenClip {
  id: string;
  /** Id of the collection. */
  collection?: string;
}

/** The parameters of the address that hold it. */
export interface ClipSearch {
  clip?: string;
  collection?: string;
}

export function formatClip(open: OpenClip | null): ClipSearch {
  return { clip: open?.id, collection: open?.collection };
}

/** Likewise from an address that anybody may have written; a collection without a clip says nothing. */
export function parseClip({ clip, collection }: ClipSearch): OpenClip | null {
  return clip ? { id: clip, ...(collection && { collection }) } : null;
}
