import type { IntegrationConfigurations } from '@throughline/format';
import { ask, jsonOf } from '../ask.ts';
import { within } from '../links.ts';
import { plainText } from '../plainText.ts';
import { TrackerError } from '../trackerError.ts';
import { linkMarkdown } from './linkMarkdown.ts';
import type { Tracker } from './tracker.ts';

/** An issue as the queries below ask for it. */
interface Issue {
  id: string;
  identifier: string;
  url: string;
}

const CREATE = `mutation IssueCreate($input: IssueCreateInput!) {
  issueCreate(input: $input) { success issue { id identifier url } }
}`;
const COMMENT = `mutation CommentCreate($input: CommentCreateInput!) { commentCreate(input: $input) { success } }`;
const ISSUE = `query Issue($id: String!) { issue(id: $id) { id identifier url } }`;
const TEST = `query Test($team: String!) { viewer { name } team(id: $team) { name } }`;

/** `ENG-123`, as Linear calls issues. */
const KEY = /^[A-Z][A-Z0-9]{0,9}-[1-9][0-9]{0,8}$/;
/** In an address of an issue: https://linear.app/acme/issue/ENG-123/what-it-is. */
const IN_ADDRESS = /^https:\/\/linear\.app\/[^/?#]+\/issue\/([A-Z0-9]+-[0-9]+)(?:[/?#]|$)/;

/** Issues of a team in Linear, by its GraphQL API (https://linear.app/developers/graphql). */
export function linearTracker(
  { url, teamId }: IntegrationConfigurations['linear'],
  key: string,
  signal: AbortSignal,
): Tracker {
  async function query<Data>(text: string, variables: object): Promise<Data> {
    const answer = await ask({
      ...{ vendor: 'Linear', method: 'POST', url: within(url, 'graphql'), secret: key, saidIn, signal },
      // A personal API key goes without a scheme.
      headers: { authorization: key },
      body: { query: text, variables },
    });
    const { data } = jsonOf<{ data?: Data | null }>('Linear', answer);
    const said = saidIn(answer);
    if (said || !data)
      throw new TrackerError(`Linear did not take it: ${plainText(said.replaceAll(key, '…')) || 'no data'}`, {
        isFinal: true,
      });
    return data;
  }

  return {
    async file({ title, markdown }) {
      const input = { teamId, title: plainText(title), description: markdown };
      const { issueCreate } = await query<{ issueCreate: { success: boolean; issue: Issue | null } }>(
        CREATE,
        {
          input,
        },
      );
      if (!issueCreate.success || !issueCreate.issue)
        throw new TrackerError('Linear did not make the issue', { isFinal: true });
      return { key: issueCreate.issue.identifier, url: issueCreate.issue.url };
    },
    async addLink(ticket, link, facts) {
      const text = ticket.trim();
      const named = KEY.test(text) ? text : IN_ADDRESS.exec(text)?.[1];
      if (named === undefined)
        throw new TrackerError(`"${plainText(ticket)}" names no issue of Linear`, { isFinal: true });
      const { issue } = await query<{ issue: Issue }>(ISSUE, { id: named });
      await query(COMMENT, { input: { issueId: issue.id, body: linkMarkdown(link, facts) } });
      return { key: issue.identifier, url: issue.url };
    },
    async test() {
      const { viewer, team } = await query<{ viewer: { name: string }; team: { name: string } }>(TEST, {
        team: teamId,
      });
      return `Linear knows the key as ${plainText(viewer.name)}; issues go to ${plainText(team.name)}.`;
    },
  };
}

/** The messages of a GraphQL answer; Linear says more in an extension. */
function saidIn(text: string): string {
  try {
    const { errors } = JSON.parse(text) as {
      errors?: { message?: string; extensions?: { userPresentableMessage?: string } }[];
    };
    return (errors ?? [])
      .map(({ message, extensions }) => extensions?.userPresentableMessage ?? message ?? '')
      .join('; ');
  } catch {
    return '';
  }
}
