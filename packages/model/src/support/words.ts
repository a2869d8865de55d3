/** Recorded names as words that people who are no engineers read. All are bounded, and one line. */

/** Characters of a name that is told. */
const NAME_CHARACTERS = 80;

/** Characters that are not seen, or that turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** A recorded text as one line. */
export function oneLine(text: string, most: number = NAME_CHARACTERS): string {
  const characters = Array.from(
    text
      .slice(0, 4 * most)
      .replace(UNSEEN, ' ')
      .trim(),
  );
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : characters.join('');
}

export const quoted = (text: string): string => `“${oneLine(text)}”`;

/** Role and name of an element, as `button "Pay"` writes them; the name may be empty. */
export function elementOf(elementName: string): { role: string; name: string } {
  const [, role = '', name = ''] = /^(\S*)(?: "(.*)")?/s.exec(elementName) ?? [];
  return { role, name: oneLine(name) };
}

/** What kind of route a path leads to, not what it does; numbers and ids tell nothing either. */
const TELLS_NOTHING = /^(api|rest|graphql|rpc|v\d+|index(\.\w+)?|\d+|[0-9a-f-]{8,}|.*\d{4,}.*|.{41,})$/i;

/** The last part of a path that is a word: `payment` of `/api/v1/payment/17`; empty if there is none. */
export function wordOfPath(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  const parts = path.split('/').filter((part) => /^[\p{L}\p{N}_.~-]+$/u.test(part));
  return wordsOf(parts.findLast((part) => !TELLS_NOTHING.test(part)) ?? '');
}

/** `add to cart` of `AddToCart`, `add-to-cart` or `add_to_cart.php`. */
export function wordsOf(name: string): string {
  return oneLine(
    name
      .replace(/\.\w{2,5}$/, '')
      .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
      .replace(/[_.~-]+/g, ' ')
      .toLowerCase(),
    40,
  );
}

/** `Checkout` of `/checkout`; `the start page` of `/`. */
export function pageOfPath(url: string): string {
  const word = wordOfPath(url);
  if (word !== '') return word.charAt(0).toUpperCase() + word.slice(1);
  return /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?\/?([?#]|$)/i.test(url) ? 'the start page' : 'a page';
}

/** `3.0 s`, `2 min 5 s`. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
