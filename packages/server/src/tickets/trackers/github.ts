import type { IntegrationConfigurations } from '@throughline/format';
import { INTEGRATION_LIMITS } from '../../limits.ts';
import { ask, jsonOf } from '../ask.ts';
import { within } from '../links.ts';
import { plainText } from '../plainText.ts';
import { TrackerError } from '../trackerError.ts';
import { linkMarkdown } from './linkMarkdown.ts';
import type { Tracker } from './tracker.ts';

/** The version of the API that is asked, https://docs.github.com/en/rest/about-the-rest-api/api-versions. */
const API_VERSION = '2022-11-28';

/** Issues of a repository on GitHub or a GitHub Enterprise Server, by its REST API (https://docs.github.com/en/rest/issues). */
export function githubTracker(
  { url, repository, labels }: IntegrationConfigurations['github'],
  token: string,
  signal: AbortSignal,
): Tracker {
  const call = async <Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> => {
    const address = within(url, `repos/${repository}${path}`);
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': API_VERSION,
    };
    const question = { vendor: 'GitHub', method, url: address, headers, body, secret: token, saidIn, signal };
    return jsonOf('GitHub', await ask(question));
  };
  const keyOf = (number: number) => `${repository}#${number}`;

  return {
    async file({ title, markdown }) {
      const issue = { title: plainText(title, INTEGRATION_LIMITS.titleCharacters), body: markdown, labels };
      const made = await call<{ number: number; html_url: string }>('POST', '/issues', issue);
      return { key: keyOf(made.number), url: made.html_url };
    },
    async addLink(ticket, link, facts) {
      const number = issueNumberOf(ticket, repository);
      if (number === undefined)
        throw new TrackerError(`"${plainText(ticket)}" names no issue of ${repository}`, { isFinal: true });
      const body = linkMarkdown(link, facts);
      const { html_url } = await call<{ html_url: string }>('POST', `/issues/${number}/comments`, { body });
      return { key: keyOf(number), url: html_url.replace(/#.*$/, '') };
    },
    async test() {
      const { full_name, has_issues } = await call<{ full_name: string; has_issues: boolean }>('GET', '');
      if (!has_issues)
        throw new TrackerError(`the issues of ${repository} are switched off on GitHub`, { isFinal: true });
      return `GitHub knows the token; issues go to ${plainText(full_name)}.`;
    },
  };
}

/** The number of the issue that a text names: `12`, `#12`, `owner/name#12`, or the address of its page. */
export function issueNumberOf(ticket: string, repository: string): number | undefined {
  const [, owner = '', by = '', number = ''] =
    /^(?:https:\/\/[^/?#]+\/([^?#]+?)\/issues\/|([^\s#]+)?#)?([1-9][0-9]{0,9})(?:[?#].*)?$/.exec(
      ticket.trim(),
    ) ?? [];
  const named = owner || by;
  if (number === '' || (named !== '' && named.toLowerCase() !== repository.toLowerCase())) return undefined;
  return Number(number);
}

/** What GitHub says of an error: a message, and which field it is about. */
function saidIn(text: string): string {
  try {
    const { message, errors } = JSON.parse(text) as {
      message?: string;
      errors?: ({ field?: string; code?: string; message?: string } | string)[];
    };
    const details = (errors ?? []).map((error) =>
      typeof error === 'string' ? error : (error.message ?? `${error.field}: ${error.code}`),
    );
    return [message, ...details].filter(Boolean).join('; ');
  } catch {
    return '';
  }
}
