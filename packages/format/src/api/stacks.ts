/** A place in a script that ran, as a stack names it. */
export interface StackPosition {
  /** Address or path of the script. */
  url: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** Where that stands in the source that the script was made of. */
export interface OriginalPosition {
  /** Path or name of the source. */
  source: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Name of the function it stands in; absent if that cannot be told. */
  functionName?: string;
  /** The line and a few around it; absent if the source map has no sources. */
  context?: {
    /** Number of the first of `lines`. */
    firstLine: number;
    lines: string[];
  };
  /** True if the source map says that it is of a library. */
  isLibrary?: boolean;
}

/** The positions asked for, in their order; `null` where no source map tells of one. */
export interface SymbolicatedStack {
  positions: (OriginalPosition | null)[];
  /** Scripts of the stack whose source map could not be used, and why. */
  problems: { url: string; message: string }[];
}

/** A source map as it was uploaded, without what it holds: that is told to nobody. */
export interface SourceMapSummary {
  id: string;
  /** `service.version` of the records that it is for; empty: of all. */
  release: string;
  /** Address or path of the script. */
  url: string;
  /** Bytes as they are kept. */
  bytes: number;
  /** ISO 8601, UTC. */
  uploadedAt: string;
}

export interface SourceMapList {
  sourceMaps: SourceMapSummary[];
}
