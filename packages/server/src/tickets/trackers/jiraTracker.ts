import type { IntegrationConfigurations } from '@throughline/format';
import { INTEGRATION_LIMITS } from '../../limits.ts';
import { issueKeyOf } from '../issueKey.ts';
import { type Jira, type JiraField, jiraAt } from '../jira.ts';
import { within } from '../links.ts';
import { parseMarkdown } from '../markdown/parseMarkdown.ts';
import { plainText } from '../plainText.ts';
import { TrackerError } from '../trackerError.ts';
import { linkMarkdown } from './linkMarkdown.ts';
import { problemOf } from './problemOf.ts';
import type { Filed, TicketLink, TicketPicture, TicketToFile, Tracker } from './tracker.ts';

type Configuration = IntegrationConfigurations['jira-data-center'] & { user?: string };

/** Issues of a Jira: of Cloud if the configuration names a user, else of a Data Center. */
export function jiraTracker(configuration: Configuration, token: string, signal: AbortSignal): Tracker {
  const { url, user, projectKey, issueType, fields } = configuration;
  const jira = jiraAt({ url, user, token }, signal);
  const filed = (key: string): Filed => ({ key, url: within(url, `browse/${encodeURIComponent(key)}`) });
  const putLink = (key: string, link: TicketLink) => jira.putRemoteLink(key, { ...link, summary: '' });

  return {
    async file(ticket) {
      const key = await jira.createIssue({
        project: { key: projectKey },
        issuetype: { name: issueType },
        summary: plainText(ticket.title, INTEGRATION_LIMITS.titleCharacters),
        description: jira.textOf(ticket.blocks),
        ...(await fieldValues(jira, fields, ticket)),
      });
      // The issue is there: that something of it is not must not lead to a second one.
      const problems = [
        await problemOf('the link', () => putLink(key, ticket.link)),
        await problemOf('the picture', () => attachPicture(jira, key, ticket.picture)),
      ].filter((problem) => problem !== undefined);
      return { ...filed(key), ...(problems.length > 0 && { problem: problems.join('; ') }) };
    },
    async addLink(ticket, link, facts) {
      const key = issueKeyOf(ticket, url);
      if (key === undefined)
        throw new TrackerError(`"${plainText(ticket)}" names no issue of the Jira at ${url}`, {
          isFinal: true,
        });
      await putLink(key, link);
      await jira.addText(key, jira.textOf(parseMarkdown(linkMarkdown(link, facts))));
      return filed(key);
    },
    async test() {
      const { user: name, project } = await jira.whoAndWhere(projectKey);
      if (Object.keys(fields).length > 0) resolveFields(await jira.listFields(), Object.keys(fields));
      return `Jira knows the token as ${plainText(name)}; issues go to ${plainText(project)} (${projectKey}).`;
    },
  };
}

async function attachPicture(jira: Jira, key: string, picture: TicketPicture | undefined): Promise<void> {
  if (picture) await jira.attach(key, { name: picture.name, type: 'image/png', bytes: picture.png });
}

/** Types of custom fields whose values are no plain text. */
const PARAGRAPHS = /:textarea$/;
const NUMBER = /:float$/;

async function fieldValues(
  jira: Jira,
  fields: Readonly<Record<string, string>>,
  ticket: TicketToFile,
): Promise<Record<string, unknown>> {
  const names = Object.keys(fields);
  if (names.length === 0) return {};
  const resolved = resolveFields(await jira.listFields(), names);
  return Object.fromEntries(
    resolved.map(({ name, field }) => {
      const value = ticket.fill(fields[name] ?? '');
      if (NUMBER.test(field.type)) return [field.id, Number(value)];
      return [field.id, PARAGRAPHS.test(field.type) ? jira.textOf(plainBlocks(value)) : value];
    }),
  );
}

/** Fields by their ids or names. Throws `TrackerError` for one that Jira does not have, or has several of. */
export function resolveFields(
  all: readonly JiraField[],
  names: readonly string[],
): { name: string; field: JiraField }[] {
  return names.map((name) => {
    const found = all.filter(({ id, name: called }) => id === name || called === name);
    const byId = found.find(({ id }) => id === name);
    const field = byId ?? found[0];
    if (!field) throw new TrackerError(`Jira has no field "${plainText(name)}"`, { isFinal: true });
    if (!byId && found.length > 1)
      throw new TrackerError(
        `Jira has ${found.length} fields named "${plainText(name)}"; give the id of one: ${found.map(({ id }) => id).join(', ')}`,
        { isFinal: true },
      );
    return { name, field };
  });
}

/** Text that is no markup, a paragraph for each line. */
function plainBlocks(text: string) {
  return text.split('\n').map((line) => ({ kind: 'paragraph' as const, content: [{ text: line || ' ' }] }));
}
