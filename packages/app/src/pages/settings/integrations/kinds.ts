import type { IntegrationKind } from '@throughline/format';

/** A field of a form. */
export interface KindField {
  /** In the configuration. */
  name: string;
  label: string;
  placeholder?: string;
  /** What it is if nobody changes it. */
  initial?: string;
  /** `lines`: `name = value`, a line each; `words`: separated by commas. */
  as?: 'lines' | 'words';
  isRequired?: boolean;
  description?: string;
}

const JIRA: readonly KindField[] = [
  { name: 'projectKey', label: 'Project key', placeholder: 'SHOP', isRequired: true },
  { name: 'issueType', label: 'Issue type', initial: 'Bug', isRequired: true },
  {
    name: 'fields',
    label: 'Custom fields',
    as: 'lines',
    placeholder: 'customfield_10050 = {{session.url}}\nSession id = {{session.id}}',
    description: 'Id or name of a field, and what stands in it; a line each',
  },
];

/** What each kind of integration is called, and what is to be said of it. */
export const KINDS: Readonly<
  Record<IntegrationKind, { label: string; fields: readonly KindField[]; secret: string }>
> = {
  'jira-cloud': {
    label: 'Jira Cloud',
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://example.atlassian.net', isRequired: true },
      { name: 'user', label: 'E-mail address of the token’s user', isRequired: true },
      ...JIRA,
    ],
    secret: 'API token',
  },
  'jira-data-center': {
    label: 'Jira Data Center',
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://jira.example.com', isRequired: true },
      ...JIRA,
    ],
    secret: 'Personal access token',
  },
  linear: {
    label: 'Linear',
    fields: [
      { name: 'teamId', label: 'Team id', isRequired: true, description: 'A UUID: copy it in Linear by ⌘K' },
      { name: 'url', label: 'Address of the API', initial: 'https://api.linear.app', isRequired: true },
    ],
    secret: 'Personal API key',
  },
  github: {
    label: 'GitHub',
    fields: [
      { name: 'repository', label: 'Repository', placeholder: 'owner/name', isRequired: true },
      { name: 'labels', label: 'Labels', as: 'words', placeholder: 'bug, replay' },
      { name: 'url', label: 'Address of the API', initial: 'https://api.github.com', isRequired: true },
    ],
    secret: 'Token that may write issues',
  },
  slack: {
    label: 'Slack, by a bot',
    fields: [
      { name: 'channel', label: 'Channel id', placeholder: 'C0123456789', isRequired: true },
      { name: 'url', label: 'Address of the API', initial: 'https://slack.com/api', isRequired: true },
    ],
    secret: 'Bot token with the scope chat:write',
  },
  'slack-webhook': { label: 'Slack, by a webhook', fields: [], secret: 'Address of the webhook' },
  webhook: {
    label: 'Webhook',
    fields: [{ name: 'url', label: 'Address', placeholder: 'https://example.com/hook', isRequired: true }],
    secret: 'Key that signs what is sent',
  },
};

/** A value of a configuration as it is typed. */
export function typedValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.entries(value)
    .map(([name, text]) => `${name} = ${text}`)
    .join('\n');
}

/** What was typed as a value of a configuration. */
export function readTyped(text: string, as: KindField['as']): unknown {
  if (as === 'words')
    return text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
  if (as !== 'lines') return text.trim();
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const equals = line.indexOf('=');
      return equals < 0 ? [line.trim(), ''] : [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
    }),
  );
}
