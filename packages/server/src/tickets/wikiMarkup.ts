import { listLabel, type TicketComment } from './comment.ts';

/**
 * The comment as Jira Data Center takes it (REST v2): wiki markup of our own words and addresses; what was recorded or given
 * stands in a `{noformat}` block, in which nothing is markup.
 */
export function wikiMarkup({ title, facts, sessions, list }: TicketComment): string {
  return [
    `*${title}*`,
    noformat(facts.map(({ name, value }) => `${name}: ${value}`)),
    ...sessions.flatMap(({ url, label, text }) => [`[${label}|${url}]`, noformat([text])]),
    `[${listLabel(list)}|${list.url}]`,
  ].join('\n');
}

function noformat(lines: readonly string[]): string {
  return ['{noformat}', ...lines.map(inNoformat), '{noformat}'].join('\n');
}

/** What would end the block, or notify somebody from within it, is broken by a space that is not seen. */
function inNoformat(line: string): string {
  return line.replace(/\{(?=\s*noformat)|\[(?=\s*~)/gi, '$&\u200b');
}
