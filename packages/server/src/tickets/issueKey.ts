/** A project's key and a number, as Jira writes them by default. */
const KEY = /^[A-Z][A-Z0-9_]{1,254}-[1-9][0-9]{0,17}$/;

/**
 * The key of the Jira issue that `ticket` names: as it is (`SHOP-123`), or as the address of its page in the Jira at `jiraUrl`.
 * `undefined` if it names none there.
 */
export function issueKeyOf(ticket: string, jiraUrl: string): string | undefined {
  const text = ticket.trim();
  if (KEY.test(text)) return text;
  if (!URL.canParse(text)) return undefined;
  const [url, base] = [new URL(text), new URL(jiraUrl)];
  if (url.origin !== base.origin) return undefined;
  const candidates = [url.searchParams.get('selectedIssue'), url.pathname.split('/').at(-1)];
  return candidates.find((candidate) => candidate && KEY.test(candidate)) ?? undefined;
}
