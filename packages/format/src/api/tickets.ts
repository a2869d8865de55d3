import type { IntegrationKind } from './integrations.ts';

/** A ticket or message about a session or an incident. */
export interface Ticket {
  id: string;
  kind: IntegrationKind;
  /** Name of the integration. */
  integration: string;
  /** Empty if it is about an incident alone. */
  session: string;
  /** Empty if it is about a session alone. */
  incident: string;
  /** To which it leads, Unix milliseconds; `null` if to none. */
  moment: number | null;
  /** What people call it, e.g. `SHOP-123`; of a message what tells it from others, may be empty. */
  key: string;
  /** Where people read it; empty if that is not known. */
  url: string;
  title: string;
  /** Whether it was there before, and only the link was added. */
  isLinkOnly: boolean;
  /** Who filed it. */
  filedBy: string;
  /** ISO 8601, UTC. */
  createdAt: string;
}

export interface TicketList {
  /** Newest first. */
  tickets: Ticket[];
}

/** Where a ticket can be filed, for those who may escalate. */
export interface TicketTarget {
  /** Id of the integration. */
  id: string;
  kind: IntegrationKind;
  name: string;
}

export interface TicketTargetList {
  targets: TicketTarget[];
}

/** A ticket as it would be filed. */
export interface TicketDraft {
  title: string;
  /** Markdown. */
  description: string;
}

/** What a template is for: a ticket about a session, or one about an incident. */
export const TEMPLATE_KINDS = ['session', 'incident'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** Markdown with placeholders such as `{{session.url}}`, out of which tickets are made. */
export interface TicketTemplate {
  kind: TemplateKind;
  text: string;
  /** Whether it is the one that comes with Throughline. */
  isDefault: boolean;
  /** What may stand between the braces, and what that is. */
  placeholders: Record<string, string>;
}

export interface TicketTemplateList {
  templates: TicketTemplate[];
}
