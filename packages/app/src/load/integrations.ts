import { queryOptions } from '@tanstack/react-query';
import {
  type Integration,
  type IntegrationKind,
  type IntegrationList,
  type IntegrationTest,
  PATHS,
  type TemplateKind,
  type TicketTemplate,
  type TicketTemplateList,
} from '@throughline/format';
import { getJson, requestJson } from './request.ts';

/** An integration as it is typed in; the server says what is wrong with it. */
export interface GivenIntegration {
  kind: IntegrationKind;
  name: string;
  configuration: Record<string, unknown>;
  /** Empty: as it was. */
  secret: string;
}

export function integrationList() {
  return queryOptions({
    queryKey: ['integrations'],
    queryFn: async ({ signal }): Promise<Integration[]> =>
      (await getJson<IntegrationList>('/integrations', {}, signal)).integrations,
  });
}

const integrationUrl = (id: string) => `${PATHS.api}/integrations/${encodeURIComponent(id)}`;

/** All throw `RequestError`, with the server's reason. */
export const addIntegration = (given: GivenIntegration) =>
  requestJson<Integration>('POST', `${PATHS.api}/integrations`, given);
export const changeIntegration = (id: string, { name, kind, configuration, secret }: GivenIntegration) =>
  requestJson<Integration>('PATCH', integrationUrl(id), {
    name,
    target: { kind, configuration },
    ...(secret !== '' && { secret }),
  });
export const deleteIntegration = (id: string) => requestJson<void>('DELETE', integrationUrl(id));
export const testIntegration = (id: string) =>
  requestJson<IntegrationTest>('POST', `${integrationUrl(id)}/test`);

export function ticketTemplates() {
  return queryOptions({
    queryKey: ['ticket-templates'],
    queryFn: async ({ signal }): Promise<TicketTemplate[]> =>
      (await getJson<TicketTemplateList>('/ticket-templates', {}, signal)).templates,
  });
}

const templateUrl = (kind: TemplateKind) => `${PATHS.api}/ticket-templates/${kind}`;
export const saveTemplate = (kind: TemplateKind, text: string) =>
  requestJson<TicketTemplate>('PUT', templateUrl(kind), { text });
export const resetTemplate = (kind: TemplateKind) => requestJson<TicketTemplate>('DELETE', templateUrl(kind));
