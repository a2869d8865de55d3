import type { DrawnMark, MarkShape } from '@throughline/format';

/** Which notes are listed. */
export const NOTES_VIEWS = ['open', 'resolved', 'all'] as const;
export type NotesView = (typeof NOTES_VIEWS)[number];

/** A note that is being written, or edited. */
export interface NoteDraft {
  /** Of the note that is edited. */
  id?: string;
  /** Unix milliseconds. */
  moment: number;
  text: string;
  marks: readonly DrawnMark[];
  /** The browser tab on whose page the marks are; empty while there are none. */
  tab: string;
  /** What the pointer draws over the page; `null`: nothing. */
  tool: MarkShape | null;
}

export const EMPTY_DRAFT: NoteDraft = { moment: 0, text: '', marks: [], tab: '', tool: null };
