import { INTEGRATION_LIMITS } from '../../limits.ts';
import { plainText } from '../plainText.ts';

/** Not seen, and no part of a word: behind it a sign begins nothing. */
const BREAK = '\u200b';

/**
 * A recorded text as one line of Markdown that shows it and does nothing: no markup, no link, no picture, and, in trackers that look
 * for them in text (GitHub), no mention and no reference.
 */
export function escapeMarkdown(text: string, most: number = INTEGRATION_LIMITS.valueCharacters): string {
  return plainText(text, most)
    .replace(/[@#](?=\w)/g, `$&${BREAK}`)
    .replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
