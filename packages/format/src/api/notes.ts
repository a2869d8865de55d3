/** What people write beside a recording: notes at a moment of a session. */

/** Bounds of notes that both the server and the app hold to. */
export const NOTE_LIMITS = {
  /** Text of a note: a page of prose. */
  textCharacters: 4_000,
  /** Drawn marks of a note: beyond it nobody sees the page below. */
  marks: 20,
  /** Points of a freehand mark: a long stroke of the hand, thinned out. */
  markPoints: 200,
  /** Distinct people named in a note. */
  mentions: 20,
} as const;

/** `rectangle`: two opposite corners; `arrow`: tail and tip; `freehand`: a line through all points. */
export const MARK_SHAPES = ['rectangle', 'arrow', 'freehand'] as const;
export type MarkShape = (typeof MARK_SHAPES)[number];

/** A point of the recorded page's viewport: 0 to 1 from the left and from the top. */
export type MarkPoint = [x: number, y: number];

/** Something drawn over the replayed page. */
export interface DrawnMark {
  shape: MarkShape;
  /** Two; of `freehand` two or more. */
  points: MarkPoint[];
}

/** Who wrote something that stands beside a recording. */
export interface Author {
  name: string;
  /** Whether that is who asks: only they change or delete it. */
  isMe: boolean;
}

/** Words of a person about a moment of a session, or a reply to such. */
export interface Note {
  id: string;
  session: string;
  /** Of a reply, the note that began the thread. */
  replyTo?: string;
  /** What it is about, Unix milliseconds; of a reply that of its thread. */
  moment: number;
  /** Plain text. */
  text: string;
  author: Author;
  /** Who is named in it, as `mentionName` of the model writes them. */
  mentions: string[];
  /** Drawn over the page of `tab`. */
  marks: DrawnMark[];
  /** The browser tab whose page was shown; empty if none was. */
  tab: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  editedAt?: string;
  /** Of a thread that is settled: when, and by whom. */
  resolved?: { at: string; by: string };
}

export interface NoteList {
  /** By moment, then by when they were written. */
  notes: Note[];
  /** Whether there are more than the answer holds. */
  isCut: boolean;
}

/** A new note; a reply takes moment and tab from its thread and has no marks. */
export interface NoteToWrite {
  session: string;
  replyTo?: string;
  moment: number;
  tab?: string;
  text: string;
  marks?: DrawnMark[];
  /** Who writes, where nobody logs in; of a person who is logged in it is ignored. */
  signedAs?: string;
}

/** What may be changed of a note: text and marks by its author, `isResolved` by all who may write notes. */
export interface NoteChange {
  text?: string;
  marks?: DrawnMark[];
  /** With marks: the browser tab on whose page they are. */
  tab?: string;
  isResolved?: boolean;
  signedAs?: string;
}
