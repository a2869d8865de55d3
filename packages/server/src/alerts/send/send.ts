import type { AlertMessage } from '@throughline/format';
import type { SealedDestination } from '../../control/alertDestinations.ts';
import type { SecretBox } from '../../control/secretBox.ts';
import type { DestinationAccess } from './access.ts';
import { DeliveryError } from './deliveryError.ts';
import { type MailAccess, sendMail } from './mail.ts';
import { sendSlack } from './slack.ts';
import { sendWebhook } from './webhook.ts';

/** A message on its way. */
export interface Outgoing {
  /** The same when it is tried again. */
  id: string;
  message: AlertMessage;
  destination: SealedDestination;
  /** Unix milliseconds. */
  now: number;
  signal: AbortSignal;
}

/** Sends a message to one destination. Throws `DeliveryError`. */
export type Send = (outgoing: Outgoing) => Promise<void>;

/** `mail`: how this server sends e-mail, if it can. */
export function sender({ secrets, mail }: { secrets: SecretBox; mail: MailAccess | undefined }): Send {
  return async ({ destination, ...outgoing }) => {
    const access = JSON.parse(secrets.open(destination.sealed)) as DestinationAccess;
    switch (access.kind) {
      case 'webhook':
        return sendWebhook(access, outgoing);
      case 'slack':
        return sendSlack(access, outgoing);
      case 'email':
        if (mail) return sendMail(mail, access.to, outgoing);
        throw new DeliveryError('this server has no mail server; set THROUGHLINE_SMTP_URL and --mail-from', {
          isFinal: true,
        });
    }
  };
}
