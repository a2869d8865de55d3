import { BROWSER_TOKENS, OTHER_BROWSER } from '@throughline/model';

const AGENT = 'argMaxIfMerge(sessions.user_agent)';

/** SQL over the rows of a session for the name of its browser, as `browserName` tells it. */
export const BROWSER = `multiIf(${AGENT} = '', '', ${BROWSER_TOKENS.map(
  ([token, name]) => `position(${AGENT}, '${token}') > 0, '${name}'`,
).join(', ')}, '${OTHER_BROWSER}')`;
