/** When a project's team is told, and of what. */
export type AlertCondition =
  /** An issue that was never seen before. */
  | { on: 'new-issue' }
  /** An issue that was resolved, and is back. */
  | { on: 'regressed-issue' }
  /** More than so many exceptions of one issue within so many minutes. */
  | { on: 'issue-events'; moreThan: number; minutes: number }
  /** More than so many users that one issue affected within so many minutes. */
  | { on: 'issue-users'; moreThan: number; minutes: number }
  /** A session that matches a search, in the language of searches. */
  | { on: 'sessions'; search: string };

/** Times in which nothing is sent; what falls into them is sent as one summary when they end. */
export interface QuietHours {
  /** Days on which they begin, 1 (Monday) to 7 (Sunday), as ISO 8601 numbers them. */
  days: number[];
  /** `22:00`, by the clock on the wall in `timeZone`. */
  from: string;
  /** Past midnight if it is not later than `from`. */
  to: string;
  /** A name of the IANA time zone database, e.g. `Europe/Berlin`. */
  timeZone: string;
}

/** What a team says of an alert rule. */
export interface AlertRuleToSave {
  name: string;
  condition: AlertCondition;
  /** Ids of destinations. */
  destinations: string[];
  quietHours: QuietHours | null;
  /** How long nothing more is said of the same issue while the condition holds. */
  againAfterMinutes: number;
}

export interface AlertRule extends AlertRuleToSave {
  id: string;
  /** ISO 8601; `null`: it is not muted. */
  mutedUntil: string | null;
  createdAt: string;
  createdBy: string;
  /** Issues and sessions that wait for the end of the quiet hours. */
  waiting: number;
  /** Why the condition could not be looked at the last time. */
  error?: string;
}

export const ALERT_DESTINATION_KINDS = ['webhook', 'slack', 'email'] as const;
export type AlertDestinationKind = (typeof ALERT_DESTINATION_KINDS)[number];

/** Where alerts are sent. What is secret of it is never told again. */
export interface AlertDestination {
  id: string;
  name: string;
  kind: AlertDestinationKind;
  /** Of a webhook its host, of e-mail the addresses. */
  target: string;
  createdAt: string;
}

export interface AlertDestinationList {
  destinations: AlertDestination[];
  /** Whether this server can send e-mail. */
  canMail: boolean;
}

/** A destination as it was made; `secret` signs what is sent to a webhook, and is told this once. */
export interface NewAlertDestination extends AlertDestination {
  secret?: string;
}

/** What came of a test message at one destination. */
export interface AlertTest {
  destination: string;
  isSent: boolean;
  error?: string;
}

export const ALERT_DELIVERY_STATES = ['pending', 'sent', 'failed'] as const;

/** One message to one destination. */
export interface AlertDelivery {
  id: string;
  rule: { id: string; name: string };
  destination: { id: string; name: string };
  title: string;
  /** Issues or sessions that it tells of. */
  count: number;
  state: (typeof ALERT_DELIVERY_STATES)[number];
  attempts: number;
  createdAt: string;
  sentAt?: string;
  /** Why the last attempt failed. */
  error?: string;
}

/** An issue or a session that a message tells of; all texts are plain. */
export interface AlertItem {
  kind: 'issue' | 'session';
  /** The fingerprint, or the session's id. */
  id: string;
  title: string;
  detail: string;
  /** What the rule counts: exceptions or users of an issue; 1 of a session. */
  count: number;
  /** The page, or the session's. */
  url: string;
  /** The session at the moment; missing if no session is known. */
  replayUrl?: string;
}

/** The JSON that a webhook is sent. */
export interface AlertMessage {
  type: 'alert' | 'test';
  project: string;
  rule: { id: string; name: string };
  title: string;
  /** Issues or sessions that it tells of; `items` may have fewer. */
  count: number;
  items: AlertItem[];
  /** All alerts, and where the rule is changed. */
  url: string;
}
