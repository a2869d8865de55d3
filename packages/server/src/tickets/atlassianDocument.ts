import { listLabel, type TicketComment } from './comment.ts';

/** A node of Atlassian Document Format, version 1, as far as it is needed. */
export interface AdfNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, string> }[];
  content?: AdfNode[];
}

/** The comment as Jira Cloud takes it (REST v3): what was recorded stands in text nodes, which are never markup. */
export function atlassianDocument({ title, facts, sessions, list }: TicketComment) {
  const content: AdfNode[] = [
    paragraph(strong(title)),
    bullets(facts.map(({ name, value }) => paragraph(strong(`${name}: `), text(value)))),
    ...(sessions.length > 0
      ? [bullets(sessions.map((session) => paragraph(link(session), text(` ${session.text}`))))]
      : []),
    paragraph(link({ url: list.url, label: listLabel(list) })),
  ];
  return { type: 'doc', version: 1, content };
}

const text = (value: string): AdfNode => ({ type: 'text', text: value });
const strong = (value: string): AdfNode => ({ ...text(value), marks: [{ type: 'strong' }] });
const link = ({ url, label }: { url: string; label: string }): AdfNode => ({
  ...text(label),
  marks: [{ type: 'link', attrs: { href: url } }],
});
const paragraph = (...content: AdfNode[]): AdfNode => ({ type: 'paragraph', content });
const bullets = (items: AdfNode[]): AdfNode => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [item] })),
});
