import type { Author } from './notes.ts';

/** Parts of sessions that are worth showing, and collections of them. */

/** A part of a session with a title. */
export interface Clip {
  id: string;
  session: string;
  /** Unix milliseconds. */
  from: number;
  to: number;
  title: string;
  description: string;
  author: Author;
  /** ISO 8601, UTC. */
  createdAt: string;
}

export interface ClipList {
  /** Of one session by their beginning; of a project the newest first. */
  clips: Clip[];
  /** Whether there are more than the answer holds. */
  isCut: boolean;
}

export interface ClipToMake {
  session: string;
  from: number;
  to: number;
  title: string;
  description?: string;
  /** Who makes it, where nobody logs in; of a person who is logged in it is ignored. */
  signedAs?: string;
}

/** What its maker may change of a clip. */
export type ClipChange = Partial<Pick<Clip, 'title' | 'description'>>;

/** Clips of any sessions of a project, in an order, under a name. */
export interface Collection {
  id: string;
  name: string;
  /** In the order in which they are played. */
  clips: Clip[];
  author: Author;
  /** ISO 8601, UTC. */
  createdAt: string;
}

export interface CollectionList {
  /** By name. */
  collections: Collection[];
}

export interface CollectionToMake {
  name: string;
  /** Who makes it, where nobody logs in; of a person who is logged in it is ignored. */
  signedAs?: string;
}

/** What all who may write notes may change of a collection. */
export interface CollectionChange {
  name?: string;
  /** Ids of its clips in their new order: what is missing leaves it. */
  clips?: string[];
}
