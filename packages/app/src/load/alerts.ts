import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  type AlertDelivery,
  type AlertDestinationList,
  type AlertRule,
  type AlertRuleToSave,
  type AlertTest,
  type NewAlertDestination,
  PATHS,
} from '@throughline/format';
import { getJson, requestJson } from './request.ts';

/** How often what changes by itself is asked for, milliseconds. */
const REFRESH_EVERY_MS = 10_000;

/** The project's rules, by name. */
export function alertRules() {
  return queryOptions({
    queryKey: ['alerts', 'rules'],
    queryFn: async ({ signal }) => (await getJson<{ rules: AlertRule[] }>('/alerts/rules', {}, signal)).rules,
    refetchInterval: REFRESH_EVERY_MS,
  });
}

/** Where alerts can be sent. */
export function alertDestinations() {
  return queryOptions({
    queryKey: ['alerts', 'destinations'],
    queryFn: ({ signal }) => getJson<AlertDestinationList>('/alerts/destinations', {}, signal),
  });
}

/** The latest messages, newest first. */
export function alertDeliveries() {
  return queryOptions({
    queryKey: ['alerts', 'deliveries'],
    queryFn: async ({ signal }) =>
      (await getJson<{ deliveries: AlertDelivery[] }>('/alerts/deliveries', {}, signal)).deliveries,
    refetchInterval: REFRESH_EVERY_MS,
  });
}

/** Asks anew for all of it. */
export function refreshAlerts(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ['alerts'] });
}

const ALERTS = `${PATHS.api}/alerts`;
const ofRule = (id: string) => `${ALERTS}/rules/${encodeURIComponent(id)}`;
const ofDestination = (id: string) => `${ALERTS}/destinations/${encodeURIComponent(id)}`;

/** Makes a rule, or changes that of `id`. Throws `RequestError`, with the server's reason, as all of these. */
export async function saveRule(id: string | undefined, rule: AlertRuleToSave): Promise<void> {
  if (id === undefined) await requestJson('POST', `${ALERTS}/rules`, rule);
  else await requestJson('PUT', ofRule(id), rule);
}

/** `until`: ISO 8601; `null`: no longer. */
export async function muteRule(id: string, until: string | null): Promise<void> {
  await requestJson('PUT', `${ofRule(id)}/mute`, { until });
}

export async function deleteRule(id: string): Promise<void> {
  await requestJson('DELETE', ofRule(id));
}

export type DestinationToMake =
  | { kind: 'webhook' | 'slack'; name: string; url: string }
  | { kind: 'email'; name: string; to: string[] };

export async function makeDestination(
  destination: DestinationToMake,
): Promise<NewAlertDestination | undefined> {
  return requestJson<NewAlertDestination>('POST', `${ALERTS}/destinations`, destination);
}

/** What is not named stays as it is, also what of it is not shown. */
export async function changeDestination(
  id: string,
  change: { name?: string; url?: string; to?: string[] },
): Promise<void> {
  await requestJson('PATCH', ofDestination(id), change);
}

export async function deleteDestination(id: string): Promise<void> {
  await requestJson('DELETE', ofDestination(id));
}

/** Sends a test message to a destination, or to all of a rule. Throws also if it did not arrive. */
export async function sendTest(to: { destination: string } | { rule: string }): Promise<void> {
  const path = 'rule' in to ? ofRule(to.rule) : ofDestination(to.destination);
  const answer = await requestJson<{ tests: AlertTest[] }>('POST', `${path}/test`);
  const failed = answer?.tests.find(({ isSent }) => !isSent);
  if (failed) throw new Error(failed.error ?? 'it did not arrive');
}
