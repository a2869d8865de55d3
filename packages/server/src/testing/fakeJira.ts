import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * For tests: a fake Jira. No Jira, but what Atlassian publishes of its REST API (version 3 of Cloud, version 2 of Data Center) for
 * making issues, their comments and remote links, fields, the user and projects, with the statuses that it documents.
 */
export interface FakeJira {
  url: string;
  /** By key of the issue. */
  comments: Map<string, { id: string; body: unknown }[]>;
  links: Map<string, { id: number; globalId: string | undefined; object: { url: string; title: string } }[]>;
  /** Fields of the issues that were made here, by key. */
  created: Map<string, Record<string, unknown>>;
  /** Files, by key of the issue. */
  attachments: Map<string, { name: string; type: string; bytes: Buffer }[]>;
  /** `POST 3 SHOP-1 comment` and what was answered. */
  requests: { what: string; status: number }[];
  /** Answers that come before those it would give, first in first out; `lost`: it does what is asked and breaks the connection. */
  next: ({ status: number; retryAfter?: string } | 'lost')[];
  /** Of `comment`, `remotelink` and `attachments` what the user may not do. */
  refused: Set<string>;
  close: () => Promise<void>;
}

export interface FakeJiraOptions {
  /** Version of the API. */
  version: 2 | 3;
  /** What must authorize. */
  authorization: string;
  issues: readonly string[];
  /** Custom fields of issues: a type of `com.atlassian.jira.plugin.system.customfieldtypes`; none if absent. */
  fields?: readonly { id: string; name: string; type: 'url' | 'textfield' | 'textarea' | 'float' }[];
  /** Under which it is, e.g. `/jira`. */
  path?: string;
}

const FIELD_TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';
const PROJECT = 'SHOP';
const ISSUE_TYPES = ['Bug', 'Task'];
/** Characters that Jira takes in a summary, and in a field of one line. */
const LINE_CHARACTERS = 255;
const PATH = /^\/rest\/api\/([23])\/issue\/([^/]+)\/(comment|remotelink|attachments)$/;
const RESOURCE = /^\/rest\/api\/([23])\/(issue|field|myself|project\/SHOP)$/;
/** Characters that Jira takes in a comment. */
const COMMENT_CHARACTERS = 32_767;

export async function startFakeJira(options: FakeJiraOptions): Promise<FakeJira> {
  const { version, authorization, issues, fields = [], path = '' } = options;
  const comments: FakeJira['comments'] = new Map(issues.map((key) => [key, []]));
  const links: FakeJira['links'] = new Map(issues.map((key) => [key, []]));
  const attachments: FakeJira['attachments'] = new Map();
  const requests: FakeJira['requests'] = [];
  const created: FakeJira['created'] = new Map();
  const next: FakeJira['next'] = [];
  const refused: FakeJira['refused'] = new Set();
  let id = 10_000;

  async function answer(request: IncomingMessage, bytes: Buffer, url: string): Promise<[number, unknown]> {
    const text = bytes.toString('utf8');
    const { pathname } = new URL(request.url ?? '/', url);
    const below = pathname.slice(path.length);
    const [, of, key = '', what] = PATH.exec(below) ?? [];
    const [, alsoOf, resource = ''] = RESOURCE.exec(below) ?? [];
    if (Number(of ?? alsoOf) !== version) return [404, failed('no such resource')];
    if (request.headers.authorization !== authorization) return [401, failed('Client must be authenticated')];
    if (resource === 'issue') return create(request, text, url);
    if (alsoOf) return [200, read(resource, url)];
    const [its, theirs] = [comments.get(key), links.get(key)];
    if (!its || !theirs)
      return [404, failed('Issue does not exist or you do not have permission to see it.')];
    if (refused.has(what ?? '')) return [403, failed('You do not have permission.')];
    if (request.method === 'GET' && what === 'comment')
      return [200, { startAt: 0, maxResults: 100, total: its.length, comments: its.toReversed() }];
    if (what === 'attachments') return attach(request, bytes, key);
    const body = posted(request, text);
    if (Array.isArray(body)) return body;
    if (what === 'comment') {
      const isRight = version === 3 ? isDocument(body.body) : isText(body.body);
      if (!isRight) return [400, { errorMessages: [], errors: { comment: 'Comment body is not valid!' } }];
      const comment = { id: String(id++), body: body.body };
      its.push(comment);
      return [201, { self: `${url}/rest/api/${version}/issue/${key}/comment/${comment.id}`, ...comment }];
    }
    const { globalId, object } = body as { globalId?: string; object?: { url?: string; title?: string } };
    if (!object?.url || !object.title || !URL.canParse(object.url) || (globalId?.length ?? 0) > 255)
      return [400, failed("'object' with 'url' and 'title' is required")];
    const known = theirs.find((link) => globalId !== undefined && link.globalId === globalId);
    const link = known ?? { id: id++, globalId, object: { url: '', title: '' } };
    link.object = { url: object.url, title: object.title };
    if (!known) theirs.push(link);
    return [
      known ? 200 : 201,
      { id: link.id, self: `${url}/rest/api/${version}/issue/${key}/remotelink/${link.id}` },
    ];
  }

  /** A multipart form with the file as `file`, and a header against forged requests: without it 403. */
  async function attach(request: IncomingMessage, bytes: Buffer, key: string): Promise<[number, unknown]> {
    if (request.headers['x-atlassian-token'] !== 'no-check') return [403, failed('XSRF check failed')];
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => undefined);
    const file = form?.get('file');
    if (!(file instanceof Blob)) return [415, failed('no form with a file')];
    const attachment = {
      name: file instanceof File ? file.name : '',
      type: file.type,
      bytes: Buffer.from(await file.arrayBuffer()),
    };
    attachments.set(key, [...(attachments.get(key) ?? []), attachment]);
    return [200, [{ id: String(id++), filename: attachment.name, size: attachment.bytes.byteLength }]];
  }

  /** What is read of the Jira itself. */
  function read(resource: string, url: string): unknown {
    if (resource === 'myself') return { self: `${url}/user`, displayName: 'Ada Lovelace', active: true };
    if (resource === `project/${PROJECT}`) return { id: '10000', key: PROJECT, name: 'The shop' };
    const summary = {
      id: 'summary',
      name: 'Summary',
      custom: false,
      schema: { type: 'string', system: 'summary' },
    };
    const custom = fields.map(({ id, name, type }) => ({
      ...{ id, name, custom: true },
      schema: { type: type === 'float' ? 'number' : 'string', custom: `${FIELD_TYPES}:${type}` },
    }));
    return [summary, ...custom];
  }

  function create(request: IncomingMessage, text: string, url: string): [number, unknown] {
    const body = posted(request, text);
    if (Array.isArray(body)) return body;
    const given = (body.fields ?? {}) as Record<string, unknown>;
    const wrong = Object.fromEntries(faultsOf(given));
    if (Object.keys(wrong).length > 0) return [400, { errorMessages: [], errors: wrong }];
    const key = `${PROJECT}-${id++}`;
    created.set(key, given);
    comments.set(key, []);
    links.set(key, []);
    return [201, { id: String(id++), key, self: `${url}/rest/api/${version}/issue/${key}` }];
  }

  function* faultsOf(given: Record<string, unknown>): Iterable<[string, string]> {
    const { project, issuetype, summary, description, ...others } = given;
    if ((project as { key?: string })?.key !== PROJECT) yield ['project', 'valid project is required'];
    if (!ISSUE_TYPES.includes((issuetype as { name?: string })?.name ?? ''))
      yield ['issuetype', 'The issue type selected is invalid.'];
    if (!isLine(summary)) yield ['summary', 'You must specify a summary of the issue.'];
    if (!isTextOf(description)) yield ['description', 'Operation value must be an Atlassian Document'];
    for (const [name, value] of Object.entries(others)) {
      const type = fields.find(({ id }) => id === name)?.type;
      if (!type)
        yield [name, `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`];
      else if (
        type === 'float' ? typeof value !== 'number' : type === 'textarea' ? !isTextOf(value) : !isLine(value)
      )
        yield [name, 'Operation value must be of another type'];
    }
  }
  const isTextOf = (text: unknown) => (version === 3 ? isDocument(text) : isText(text));

  const server = createServer((request, response) => {
    void readAll(request).then(async (bytes) => {
      const forced = next.shift();
      const [status, body] =
        forced && forced !== 'lost' ? [forced.status, failed('as told')] : await answer(request, bytes, url);
      const below = (request.url ?? '').slice(path.length).split('?')[0] ?? '';
      const [, of, key, what] = PATH.exec(below) ?? RESOURCE.exec(below) ?? [];
      requests.push({
        what: [request.method, of, key, what].filter(Boolean).join(' '),
        status: forced === 'lost' ? 0 : status,
      });
      if (forced === 'lost') {
        request.socket.destroy();
        return;
      }
      send(response, status, body, forced?.retryAfter);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return {
    url,
    comments,
    links,
    attachments,
    created,
    requests,
    next,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Jira's ErrorCollection. */
const failed = (message: string) => ({ errorMessages: [message], errors: {} });

function send(response: ServerResponse, status: number, body: unknown, retryAfter?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter && { 'retry-after': retryAfter }),
  });
  response.end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The body of a request that sends JSON, or the answer to one that does not. */
function posted(request: IncomingMessage, text: string): Record<string, unknown> | [number, unknown] {
  if (request.method !== 'POST') return [405, failed('method not allowed')];
  if (request.headers['content-type'] !== 'application/json') return [415, failed('not JSON')];
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return [400, failed('no JSON')];
  }
}

const isLine = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= LINE_CHARACTERS && !value.includes('\n');
const isText = (body: unknown): boolean =>
  typeof body === 'string' && body !== '' && body.length <= COMMENT_CHARACTERS;

/** What may stand in which node of Atlassian Document Format, of those that are in use here. */
const CONTENT: Record<string, readonly string[]> = {
  doc: ['paragraph', 'bulletList', 'orderedList', 'heading', 'codeBlock'],
  heading: ['text'],
  codeBlock: ['text'],
  orderedList: ['listItem'],
  paragraph: ['text'],
  bulletList: ['listItem'],
  listItem: ['paragraph', 'bulletList'],
};
const MAY_BE_EMPTY = ['paragraph', 'heading', 'codeBlock'];
interface Node {
  type?: string;
  version?: number;
  text?: unknown;
  content?: Node[];
  marks?: { type?: string; attrs?: { href?: string } }[];
}

function isDocument(body: unknown): boolean {
  const root = body as Node | undefined;
  return (
    root?.type === 'doc' && root.version === 1 && isNode(root) && textIn(root).length <= COMMENT_CHARACTERS
  );
}

function isNode(node: Node): boolean {
  if (node.type === 'text')
    return typeof node.text === 'string' && node.text !== '' && (node.marks ?? []).every(isMark);
  const allowed = CONTENT[node.type ?? ''];
  if (!allowed || !Array.isArray(node.content)) return false;
  if (node.content.length === 0 && !MAY_BE_EMPTY.includes(node.type ?? '')) return false;
  return node.content.every((child) => allowed.includes(child.type ?? '') && isNode(child));
}

const isMark = ({ type, attrs }: { type?: string; attrs?: { href?: string } }): boolean =>
  ['strong', 'em', 'code'].includes(type ?? '') || (type === 'link' && URL.canParse(attrs?.href ?? ''));

/** All text of a document. */
export function textIn(node: unknown): string {
  const { text, content = [] } = node as Node;
  return typeof text === 'string' ? text : content.map(textIn).join('');
}
