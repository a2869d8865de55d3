import type { IntegrationTarget } from '@throughline/format';
import { githubTracker } from './github.ts';
import { jiraTracker } from './jiraTracker.ts';
import { linearTracker } from './linear.ts';
import { slackTracker, slackWebhookTracker } from './slack.ts';
import type { Tracker } from './tracker.ts';
import { webhookTracker } from './webhook.ts';

/** What an integration with its secret files in; `signal` breaks off what is under way. */
export function trackerOf(target: IntegrationTarget & { secret: string }, signal: AbortSignal): Tracker {
  const { secret } = target;
  switch (target.kind) {
    case 'jira-cloud':
    case 'jira-data-center':
      return jiraTracker(target.configuration, secret, signal);
    case 'linear':
      return linearTracker(target.configuration, secret, signal);
    case 'github':
      return githubTracker(target.configuration, secret, signal);
    case 'slack':
      return slackTracker(target.configuration, secret, signal);
    case 'slack-webhook':
      return slackWebhookTracker(secret, signal);
    case 'webhook':
      return webhookTracker(target.configuration, secret, signal);
  }
}
