import type { AlertMessage } from '@throughline/format';
import nodemailer from 'nodemailer';
import { ALERT_LIMITS } from '../../limits.ts';
import { DeliveryError } from './deliveryError.ts';
import { mailText } from './mailText.ts';

/** How this server sends e-mail. */
export interface MailAccess {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
  smtpUrl: string;
  /** `Name <address>`, or an address. */
  from: string;
}

/** By SMTP, which has 4xx for what may be tried again and 5xx for what may not (RFC 5321). */
interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/** Sends a message by e-mail. Its `Message-ID` is made of `id`, by which what is sent twice is known. Throws `DeliveryError`. */
export async function sendMail(
  { smtpUrl, from }: MailAccess,
  to: readonly string[],
  { id, message }: { id: string; message: AlertMessage },
): Promise<void> {
  const transport = nodemailer.createTransport(withTimes(smtpUrl), {
    // What was recorded must not make this server read files or ask others.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: [...to],
      messageId: `<${id}@throughline>`,
      // So that nobody's holiday notice answers.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...mailText(message),
    });
  } catch (error) {
    const { code, responseCode = 0 } = error as SmtpError;
    // Not its message: it may repeat what logs in.
    const why =
      responseCode > 0 ? `answered ${responseCode}` : `could not be reached: ${code ?? 'no answer'}`;
    throw new DeliveryError(`the mail server ${why}`, { isFinal: responseCode >= 500 });
  } finally {
    transport.close();
  }
}

/** The address with bounds on how long each step may take. */
function withTimes(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const step of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
    url.searchParams.set(step, String(ALERT_LIMITS.sendMs));
  return url.href;
}
