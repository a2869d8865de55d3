/** What tickets are filed in and messages are sent to. */
export const INTEGRATION_KINDS = [
  'jira-cloud',
  'jira-data-center',
  'linear',
  'github',
  'slack',
  'slack-webhook',
  'webhook',
] as const;
export type IntegrationKind = (typeof INTEGRATION_KINDS)[number];

/** Kinds that have issues, to which a link can be added later; the others take messages. */
export const TRACKER_KINDS: ReadonlySet<IntegrationKind> = new Set([
  'jira-cloud',
  'jira-data-center',
  'linear',
  'github',
]);

/** Kinds that take a picture as a file, with no address at which others could find it. */
export const PICTURE_KINDS: ReadonlySet<IntegrationKind> = new Set([
  'jira-cloud',
  'jira-data-center',
  'slack',
  'webhook',
]);

/** A picture that is filed with a ticket, a PNG, has this many bytes at most. */
export const PICTURE_BYTES_MOST = 1024 * 1024;

export interface JiraConfiguration {
  /** Where it is, with its path if it has one. */
  url: string;
  /** Key of the project in which issues are made, e.g. `SHOP`. */
  projectKey: string;
  /** E.g. `Bug`. */
  issueType: string;
  /** Templates of further fields by id (`customfield_10050`) or by name, e.g. `{{session.url}}`. */
  fields: Record<string, string>;
}

/** What is told of an integration, by its kind; the secret beside it is never told. */
export interface IntegrationConfigurations {
  /** Secret: an API token of `user`. */
  'jira-cloud': JiraConfiguration & {
    /** E-mail address of whose token it is. */
    user: string;
  };
  /** Secret: a personal access token. */
  'jira-data-center': JiraConfiguration;
  /** Secret: a personal API key. */
  linear: {
    /** Origin of its API. */
    url: string;
    /** Id of the team in which issues are made, a UUID. */
    teamId: string;
  };
  /** Secret: a token that may write issues. */
  github: {
    /** Of its API: `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
    url: string;
    /** `owner/name` */
    repository: string;
    labels: string[];
  };
  /** Secret: a bot token with the scope `chat:write`, and `files:write` for pictures. */
  slack: {
    /** Of its API. */
    url: string;
    /** Id of the channel. */
    channel: string;
  };
  /** Secret: the address of the webhook. */
  'slack-webhook': Record<string, never>;
  /** Secret: the key by which what is sent is signed. */
  webhook: {
    url: string;
  };
}

/** Kind and configuration, which go together. */
export type IntegrationTarget = {
  [Kind in IntegrationKind]: { kind: Kind; configuration: IntegrationConfigurations[Kind] };
}[IntegrationKind];

/** Where a project files tickets or sends messages. */
export type Integration = IntegrationTarget & {
  id: string;
  /** For people to read. */
  name: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  changedAt: string;
};

export interface IntegrationList {
  integrations: Integration[];
}

/** What came of asking an integration whether it may be used. */
export interface IntegrationTest {
  ok: boolean;
  /** A sentence: as whom, or what stands in the way. */
  message: string;
}
