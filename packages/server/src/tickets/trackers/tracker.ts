import type { MarkdownBlock } from '../markdown/parseMarkdown.ts';

/** A ticket or message to be filed, before it becomes one of any vendor's. */
export interface TicketToFile {
  title: string;
  /** The description as it was written, in which recorded texts are escaped, and as what that means. */
  markdown: string;
  blocks: readonly MarkdownBlock[];
  link: TicketLink;
  facts: TicketFacts;
  /** Of the page at the moment, a PNG; kinds that take no files pass it over. */
  picture: TicketPicture | undefined;
  /** A template of a field, filled in as plain text. Throws `TemplateError`. */
  fill: (template: string) => string;
}

export interface TicketPicture {
  /** Of the file. */
  name: string;
  /** For those who cannot see it. */
  alternative: string;
  png: Uint8Array<ArrayBuffer>;
}

/** Whom and what a ticket is about; empty where there is none. */
export interface TicketFacts {
  project: string;
  session: string;
  incident: string;
  /** ISO 8601, UTC. */
  moment: string;
  filedBy: string;
}

/** The way from a ticket to a replay, or to the sessions of an incident. */
export interface TicketLink {
  /** By it a tracker that can knows the link again. */
  globalId: string;
  url: string;
  title: string;
}

export interface Filed {
  /** What people call it; may be empty. */
  key: string;
  /** Where people read it; may be empty. */
  url: string;
  /** What went wrong after it was filed, for people. */
  problem?: string;
}

/** Where tickets are filed or messages are sent. All throw `TrackerError`. */
export interface Tracker {
  file: (ticket: TicketToFile) => Promise<Filed>;
  /** Adds a link to an issue that is there, named by key or address; a vendor that has no issues lacks it. */
  addLink?: (ticket: string, link: TicketLink, facts: TicketFacts) => Promise<Filed>;
  /** Asks whether it may be used; answers as whom, in a sentence. */
  test: () => Promise<string>;
}
