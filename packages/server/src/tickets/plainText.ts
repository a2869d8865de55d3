import { TICKET_LIMITS } from '../limits.ts';

/** Characters that are not seen, or that turn the direction of what follows: a name could pass for other text by them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** A recorded text as one bounded line that is what it looks like. */
export function plainText(text: string, most: number = TICKET_LIMITS.textCharacters): string {
  const line = text.replace(UNSEEN, ' ').trim();
  const characters = Array.from(line.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : line;
}
