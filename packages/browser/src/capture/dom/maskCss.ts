/** A string of CSS; https://drafts.csswg.org/css-syntax/#string-token-diagram. */
const STRING = String.raw`"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'`;
/** What a URL or a string may hold must not be taken for a comment, nor what a comment holds for a declaration. */
const COMMENT_OR_NOT = new RegExp(
  String.raw`(${STRING}|url\([^)"']*\))|\/\*(?! rr_split )[\s\S]*?\*\/`,
  'gi',
);
/** Declarations whose strings a page shows, custom properties among them, since `content` can read these. */
const SHOWN_TEXT = new RegExp(
  String.raw`((?:\b(?:content|quotes|symbols|prefix|suffix|negative|list-style(?:-type)?|text-(?:overflow|emphasis(?:-style)?)|hyphenate-character)|--[\w-]+)\s*:)((?:${STRING}|[^;{}"'])*)`,
  'gi',
);
const STRING_OR_URL = new RegExp(String.raw`url\([^)"']*\)|url\(\s*(?:${STRING})\s*\)|${STRING}`, 'gi');
/** Fonts are kept: they show no more than the page's letters. */
const FONT_OR_URL = new RegExp(
  String.raw`@font-face\s*\{[^}]*\}|@import[^;]*;|url\((?:\s*(?:${STRING})\s*|[^)"']*)\)`,
  'gi',
);
/** An escaped letter or sign. Icon fonts draw from the private use area, which says nothing. */
const ESCAPE_OR_LETTER = /\\([0-9a-f]{1,6})\s?|\\[\s\S]|[\p{L}\p{N}]/giu;
const PRIVATE_USE = { first: 0xe000, last: 0xf8ff };

/** Styles without the comments in them. */
export function withoutComments(css: string): string {
  return css.includes('/*') ? css.replace(COMMENT_OR_NOT, '$1') : css;
}

/** Styles with the texts that they let a page show as stars: rules, or the declarations of one `style`. */
export function maskCssText(css: string): string {
  return withoutComments(css).replace(
    SHOWN_TEXT,
    (_, name: string, value: string) =>
      name + value.replace(STRING_OR_URL, (found) => (/^url/i.test(found) ? found : starred(found))),
  );
}

/** Styles without the addresses of images in them. */
export function withoutImages(css: string): string {
  return css.replace(FONT_OR_URL, (found) => (found.startsWith('@') ? found : 'none'));
}

function starred(string: string): string {
  return (
    string[0] +
    string.slice(1, -1).replace(ESCAPE_OR_LETTER, (found, code: string | undefined) => {
      const point = Number.parseInt(code ?? '', 16);
      return point >= PRIVATE_USE.first && point <= PRIVATE_USE.last ? found : '*';
    }) +
    string[0]
  );
}
