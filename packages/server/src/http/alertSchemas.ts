import {
  ALERT_DELIVERY_STATES,
  ALERT_DESTINATION_KINDS,
  type AlertCondition,
  type AlertDelivery,
  type AlertDestination,
  type AlertDestinationList,
  type AlertRule,
  type AlertTest,
  type NewAlertDestination,
  type QuietHours,
} from '@throughline/format';
import { parseSearch, SEARCH_CHARACTERS_MOST } from '@throughline/model';
import { z } from 'zod';
import { isTimeZone } from '../alerts/quietHours.ts';
import { ALERT_LIMITS } from '../limits.ts';

const moment = z.string().describe('ISO 8601, UTC');
const name = z
  .string()
  .trim()
  .min(1, 'must have a name')
  .max(ALERT_LIMITS.nameCharacters)
  // It stands in subjects and chats.
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must be one line');
const moreThan = z.number().int().min(0).max(ALERT_LIMITS.moreThan);
const minutes = z.number().int().min(1).max(ALERT_LIMITS.minutes);
const search = z
  .string()
  .trim()
  .min(1, 'must say which sessions')
  .max(SEARCH_CHARACTERS_MOST)
  .superRefine((text, context) => {
    for (const { start, end, message } of parseSearch(text).problems)
      context.addIssue({
        code: 'custom',
        message: `at character ${start + 1}, “${text.slice(start, end)}”: ${message}`,
      });
  });

const condition: z.ZodType<AlertCondition> = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('new-issue') }),
  z.strictObject({ on: z.literal('regressed-issue') }),
  z.strictObject({ on: z.literal('issue-events'), moreThan, minutes }),
  z.strictObject({ on: z.literal('issue-users'), moreThan, minutes }),
  z.strictObject({ on: z.literal('sessions'), search }),
]);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
const quietHours: z.ZodType<QuietHours> = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1, 'must name a day').max(7),
  from: timeOfDay,
  to: timeOfDay,
  timeZone: z.string().max(100).refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin'),
});

const ofRule = {
  name,
  condition,
  destinations: z
    .array(z.uuid())
    .min(1, 'must name a destination')
    .max(ALERT_LIMITS.destinationsARule)
    .transform((ids) => [...new Set(ids)]),
  quietHours: quietHours.nullable().default(null),
  againAfterMinutes: z
    .number()
    .int()
    .min(ALERT_LIMITS.againAfterLeastMinutes)
    .max(ALERT_LIMITS.againAfterMostMinutes)
    .default(60)
    .describe('How long nothing more is said of the same issue while the condition holds'),
};
export const ruleToSave = z.strictObject(ofRule);

export const alertRule: z.ZodType<AlertRule> = z.object({
  ...ofRule,
  id: z.string(),
  // Those that were taken once are told, whatever is taken now.
  name: z.string(),
  condition: z.custom<AlertCondition>().meta({ type: 'object', description: 'As it was given' }),
  destinations: z.array(z.string()),
  mutedUntil: moment.nullable(),
  createdAt: moment,
  createdBy: z.string(),
  waiting: z.number().describe('Issues and sessions that wait for the end of the quiet hours'),
  error: z.string().optional(),
});

export const mute = z.strictObject({
  until: z.iso.datetime().nullable().describe('ISO 8601; null: no longer'),
});

const url = z
  .string()
  .trim()
  .max(ALERT_LIMITS.urlCharacters)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be a web address');
const address = z.email().max(ALERT_LIMITS.addressCharacters);
const addresses = z.array(address).min(1, 'must name an address').max(ALERT_LIMITS.addresses);

export const destinationToMake = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), name, url }),
  z.strictObject({ kind: z.literal('slack'), name, url }),
  z.strictObject({
    kind: z.literal('email'),
    name,
    to: addresses,
  }),
]);

/** What is not named stays as it is. */
export const destinationChange = z
  .strictObject({
    name: name.optional(),
    url: url.optional().describe('Of a webhook or Slack'),
    to: addresses.optional().describe('Of e-mail'),
  })
  .refine((change) => Object.keys(change).length > 0, 'must name what to change');

export const destination = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(ALERT_DESTINATION_KINDS),
  target: z.string().describe('Of an address its host, of e-mail who gets it'),
  createdAt: moment,
}) satisfies z.ZodType<AlertDestination>;

export const destinationList: z.ZodType<AlertDestinationList> = z.object({
  destinations: z.array(destination),
  canMail: z.boolean(),
});

export const newDestination: z.ZodType<NewAlertDestination> = destination.extend({
  secret: z.string().optional().describe('Signs what a webhook is sent (Standard Webhooks); told this once'),
});

export const alertTest: z.ZodType<AlertTest> = z.object({
  destination: z.string(),
  isSent: z.boolean(),
  error: z.string().optional(),
});

export const alertDelivery: z.ZodType<AlertDelivery> = z.object({
  id: z.string(),
  rule: z.object({ id: z.string(), name: z.string() }),
  destination: z.object({ id: z.string(), name: z.string() }),
  title: z.string(),
  count: z.number(),
  state: z.enum(ALERT_DELIVERY_STATES),
  attempts: z.number(),
  createdAt: moment,
  sentAt: moment.optional(),
  error: z.string().optional(),
});
