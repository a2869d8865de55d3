import type { AlertDestinationKind } from '@throughline/format';

/** What people call the kinds of destinations. */
export const DESTINATION_KINDS: Record<AlertDestinationKind, string> = {
  webhook: 'Webhook',
  slack: 'Slack',
  email: 'E-mail',
};
