import { TICKET_LIMITS } from '../limits.ts';
import { ask, jsonOf } from './ask.ts';
import { atlassianDocument } from './atlassianDocument.ts';
import type { TicketComment } from './comment.ts';
import { within } from './links.ts';
import type { MarkdownBlock } from './markdown/parseMarkdown.ts';
import { toAtlassianDocument } from './markdown/toAtlassianDocument.ts';
import { toWikiMarkup } from './markdown/toWikiMarkup.ts';
import { wikiMarkup } from './wikiMarkup.ts';

export interface JiraAccess {
  /** Where it is, with its path if it has one, e.g. `https://example.atlassian.net` or `https://example.com/jira`. */
  url: string;
  /** Whose API token it is, on Cloud; `undefined`: `token` is a personal access token of a Data Center. */
  user: string | undefined;
  token: string;
}

export interface RemoteLink {
  /** By it Jira knows the link again: sent a second time it stays one. */
  globalId: string;
  url: string;
  title: string;
  summary: string;
}

/** A text as this Jira's version takes it. */
export type JiraText = object | string;

/** One of the fields that issues may have. */
export interface JiraField {
  id: string;
  name: string;
  /** What its values are, e.g. `com.atlassian.jira.plugin.system.customfieldtypes:textarea`; empty for Jira's own fields. */
  type: string;
}

/** What is asked of a Jira. All throw `TrackerError`. */
export interface Jira {
  putRemoteLink: (key: string, link: RemoteLink) => Promise<void>;
  addComment: (key: string, comment: TicketComment) => Promise<void>;
  /** Adds a file to the issue. */
  attach: (
    key: string,
    file: { name: string; type: string; bytes: Uint8Array<ArrayBuffer> },
  ) => Promise<void>;
  addText: (key: string, text: JiraText) => Promise<void>;
  /** Whether one of the latest comments has `mark` in it. */
  hasComment: (key: string, mark: string) => Promise<boolean>;
  /** Answers the key of the new issue. */
  createIssue: (fields: Readonly<Record<string, unknown>>) => Promise<string>;
  listFields: () => Promise<JiraField[]>;
  /** Names of the user and of the project. */
  whoAndWhere: (projectKey: string) => Promise<{ user: string; project: string }>;
  textOf: (blocks: readonly MarkdownBlock[]) => JiraText;
}

/** How many of the latest comments are looked at. */
const COMMENTS_LOOKED_AT = 100;

/** The Jira at `access.url` by its published REST API: version 3 of Cloud, version 2 of Data Center. */
export function jiraAt({ url, user, token }: JiraAccess, signal: AbortSignal): Jira {
  const isCloud = user !== undefined;
  const authorization = isCloud
    ? `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`
    : `Bearer ${token}`;
  const api = (path: string) => within(url, `rest/api/${isCloud ? 3 : 2}/${path}`);
  const addressOf = (key: string, what: string) => api(`issue/${encodeURIComponent(key)}/${what}`);

  const call = (method: 'GET' | 'POST', address: string, body?: unknown) =>
    ask({
      ...{ vendor: 'Jira', method, url: address, headers: { authorization }, body, secret: token },
      ...{ saidIn, signal, answerBytes: TICKET_LIMITS.answerBytes },
    });
  const read = async <Answer>(path: string) => jsonOf<Answer>('Jira', await call('GET', api(path)));
  const addText = async (key: string, text: JiraText) => {
    await call('POST', addressOf(key, 'comment'), { body: text });
  };

  return {
    async putRemoteLink(key, { globalId, ...object }) {
      await call('POST', addressOf(key, 'remotelink'), { globalId, application: APPLICATION, object });
    },
    async attach(key, { name, type, bytes }) {
      const form = new FormData();
      form.append('file', new Blob([bytes], { type }), name);
      await ask({
        ...{ vendor: 'Jira', method: 'POST', url: addressOf(key, 'attachments'), body: form, secret: token },
        // Without it Jira takes no form.
        headers: { authorization, 'x-atlassian-token': 'no-check' },
        ...{ saidIn, signal, answerBytes: TICKET_LIMITS.answerBytes },
      });
    },
    addText,
    addComment: (key, comment) => addText(key, isCloud ? atlassianDocument(comment) : wikiMarkup(comment)),
    async hasComment(key, mark) {
      const latest = new URLSearchParams({ orderBy: '-created', maxResults: String(COMMENTS_LOOKED_AT) });
      return (await call('GET', `${addressOf(key, 'comment')}?${latest}`)).includes(mark);
    },
    async createIssue(fields) {
      const { key } = jsonOf<{ key?: unknown }>('Jira', await call('POST', api('issue'), { fields }));
      return String(key ?? '');
    },
    async listFields() {
      const fields = await read<{ id: string; name: string; schema?: { custom?: string } }[]>('field');
      return fields.map(({ id, name, schema }) => ({ id, name, type: schema?.custom ?? '' }));
    },
    async whoAndWhere(projectKey) {
      const { displayName } = await read<{ displayName?: unknown }>('myself');
      const { name } = await read<{ name?: unknown }>(`project/${encodeURIComponent(projectKey)}`);
      return { user: String(displayName), project: String(name) };
    },
    textOf: isCloud ? toAtlassianDocument : toWikiMarkup,
  };
}

const APPLICATION = { type: 'throughline', name: 'Throughline' };

/** The messages of Jira's `ErrorCollection`. */
function saidIn(text: string): string {
  try {
    const { errorMessages, errors } = JSON.parse(text) as { errorMessages?: unknown; errors?: object };
    return [
      ...(Array.isArray(errorMessages) ? errorMessages : []),
      ...Object.entries(errors ?? {}).map(([field, message]) => `${field}: ${message}`),
    ]
      .map(String)
      .join('; ');
  } catch {
    return '';
  }
}
